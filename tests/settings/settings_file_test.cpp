#include "layers_fixture.h"
#include "settings/keys.h"
#include "small_disk.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

// What stands in the file that is no setting, and where it can't be read or written.
class SettingsFile : public LayersFixture
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrongOrUnknownInTheFileIsNamedAndStays()
    {
        write("; a note\n[server]\nport=many\nhost=0.0.0.0\n[claude]\nwarm=-3\n[future]\nthing=\"a, b\"\n");
        auto layers = read();
        QCOMPARE(layers.stored().server.port, 8082);
        QCOMPARE(layers.stored().claude.warm, 1);
        QCOMPARE(layers.stored().server.host, u"0.0.0.0"_s);
        QCOMPARE(layers.fileNotices().size(), 3);
        QCOMPARE(layers.fileNotices().first(),
            u"%1: server/port must be a whole number from 0 to 65535, not \"many\"."_s.arg(m_path));
        QCOMPARE(layers.fileNotices().last(), u"%1: there is no setting future/thing."_s.arg(m_path));

        auto wanted = layers.stored();
        wanted.claude.queue = 5;
        QCOMPARE(layers.store(wanted), QString());
        QVERIFY2(written().contains("port=many\n"), written().constData());
        QVERIFY2(written().contains("warm=-3\n"), written().constData());
        QVERIFY2(written().contains("queue=5\n"), written().constData());
        QVERIFY2(written().contains("[future]\nthing=\"a, b\"\n"), written().constData());
        QCOMPARE(layers.fileNotices().size(), 3);

        // A right value takes a wrong one's place.
        wanted.claude.warm = 2;
        QCOMPARE(layers.store(wanted), QString());
        QVERIFY2(written().contains("warm=2\n"), written().constData());
        QCOMPARE(layers.fileNotices().size(), 2);
    }

    void linesThatWouldBeLostAreKeptInACopy_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("wrongLine");
        QTest::newRow("no value") << QByteArray("[server]\nport=1\nwhat is this\n") << 3;
        QTest::newRow("no section") << QByteArray("[server]\nport=1\n[cla\n") << 3;
        QTest::newRow("comment") << QByteArray("[server]\nport=1\n; why\n") << 0;
        QTest::newRow("other comment") << QByteArray("[server]\nport=1\n# why\n") << 0;
        QTest::newRow("none") << QByteArray("[server]\n\nport = 1\n") << -1;
    }
    void linesThatWouldBeLostAreKeptInACopy()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, wrongLine);
        write(text);
        auto layers = read();
        QCOMPARE(layers.stored().server.port, 1);
        QCOMPARE(layers.fileNotices().size(), wrongLine > 0 ? 1 : 0);
        if (wrongLine > 0)
            QVERIFY(layers.fileNotices().first().contains(u"line %1 "_s.arg(wrongLine)));
        auto wanted = layers.stored();
        wanted.server.port = 2;
        QCOMPARE(layers.store(wanted), QString());
        QCOMPARE(read().stored().server.port, 2);
        QVERIFY(read().fileNotices().isEmpty());
        QFile copy(m_path + ".bak"_L1);
        QCOMPARE(copy.open(QIODevice::ReadOnly), wrongLine >= 0);
        if (wrongLine >= 0)
            QCOMPARE(copy.readAll(), text);
    }

    void whatIsSetTwiceIsNamedAndTheLastCounts()
    {
        const QByteArray text("[server]\nport=1\n[claude]\nwarm=2\n[server]\n port = 2\nport=3\nhost=::1\n");
        write(text);
        auto layers = read();
        QCOMPARE(layers.stored().server.port, 3);
        QCOMPARE(layers.fileNotices(),
            QStringList{u"%1: server/port is set more than once; the last one counts."_s.arg(m_path)});
        auto wanted = layers.stored();
        wanted.claude.warm = 3;
        QCOMPARE(layers.store(wanted), QString());
        QCOMPARE(read().stored().server.port, 3);
        QVERIFY(read().fileNotices().isEmpty());
        QFile copy(m_path + ".bak"_L1);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), text);
    }

    // As a table of names may have it.
    void aNameWithItsSectionIsWrong()
    {
        write("claude/tools=chat\n[claude]\nwarm=3\n");
        const auto layers = read();
        QCOMPARE(layers.stored().claude.tools, settings::Tools::Ask);
        QCOMPARE(layers.fileNotices(), QStringList{u"%1, line 1 can't be understood."_s.arg(m_path)});
    }

    void aCommentIsNoSetting()
    {
        write("# port=1\n[server]\n#port=2\n# host = a/b\nport=3\n;port=4\n");
        QCOMPARE(read().stored().server.port, 3);
        QCOMPARE(read().fileNotices(), QStringList());
    }

    void onlyAFileIsRead_data()
    {
        QTest::addColumn<bool>("isFolder");
        QTest::newRow("FIFO") << false;
        QTest::newRow("folder") << true;
    }
    void onlyAFileIsRead()
    {
        QFETCH(bool, isFolder);
        write("[claude]\ntools=chat\n");
        QVERIFY(settings::writeKeys(read().keysFile(), {{.name = "one", .secret = "one-one-one-one-one-one"}})
                    .isEmpty());
        auto layers = read();
        QCOMPARE(layers.stored().keys.size(), 1);
        QVERIFY(QFile::remove(m_path));
        if (isFolder)
            QVERIFY(QDir().mkdir(m_path));
        else
            QCOMPARE(mkfifo(m_path.toLocal8Bit().constData(), 0600), 0);
        // Does not wait for a writer, and takes nothing for a default that may be wider.
        const auto problem = u"The settings in %1 can't be read: it is no regular file."_s.arg(m_path);
        QCOMPARE(layers.readFile(), problem);
        QCOMPARE(layers.stored().claude.tools, settings::Tools::Chat);
        QVERIFY(settings::writeKeys(layers.keysFile(), {}).isEmpty());
        QCOMPARE(layers.readFile(), problem);
        QVERIFY(layers.stored().keys.isEmpty()); // what was taken away is gone all the same
        const auto anew = settings::Layers::read(m_path, {}, {});
        QVERIFY(!anew);
        QCOMPARE(anew.error(), problem);
        auto wanted = layers.stored();
        wanted.server.port = 5;
        QCOMPARE(layers.store(wanted),
            u"The settings can't be written to %1: it is no regular file."_s.arg(m_path));
        QCOMPARE(layers.stored().server.port, 8082);
    }

    // QSettings would leave half of it, and say nothing.
    void whereThereIsNoRoomTheFileStays()
    {
        write("[claude]\ntools=chat\nmodel-names=\"" + QByteArray(2000, 'x') + "=opus\"\n");
        const auto before = written();
        auto layers = read();
        auto wanted = layers.stored();
        wanted.server.port = 5;
        const auto problem = [&] {
            const SmallDisk disk(1024);
            return layers.store(wanted);
        }();
        QCOMPARE(problem,
            u"The settings can't be written to %1: %2."_s.arg(
                m_path, QString::fromLocal8Bit(strerror(EFBIG))));
        QCOMPARE(written(), before);
        QCOMPARE(layers.stored().server.port, 8082);
        QCOMPARE(layers.store(wanted), QString());
        QCOMPARE(read().stored().server.port, 5);
    }

    void whereNothingCanBeWrittenThatIsSaid()
    {
        m_path = m_folder->filePath(u"file/settings.ini"_s);
        QFile(m_folder->filePath(u"file"_s)).open(QIODevice::WriteOnly);
        auto layers = read();
        auto wanted = layers.stored();
        wanted.server.port = 5;
        QVERIFY(layers.store(wanted).contains(m_path));
        QCOMPARE(layers.stored().server.port, 8082);
    }
};

QTEST_GUILESS_MAIN(SettingsFile)
#include "settings_file_test.moc"
