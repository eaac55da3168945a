#include "settings/layers.h"
#include "small_disk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using settings::Layers;
using settings::Source;

namespace {

const settings::Option &option(QStringView name)
{
    return *settings::findOption(name);
}

} // namespace

class SettingsLayers : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    void write(const QByteArray &text)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QByteArray written() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Layers read(const QStringList &arguments = {}, const QProcessEnvironment &environment = {})
    {
        auto layers = Layers::read(m_path, arguments, environment);
        if (!layers)
            qFatal("%s", qPrintable(layers.error()));
        return *layers;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"settings.ini"_s);
    }

    void theStrongerLayerWins()
    {
        write("[server]\nport=1111\nhost=0.0.0.0\n[claude]\nwarm=2\nkeep=7\n");
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_RELAY_PORT"_s, u"2222"_s);
        environment.insert(u"CLAUDE_RELAY_WARM"_s, u"3"_s);
        const auto layers = read({u"--port"_s, u"3333"_s, u"--strict-params"_s}, environment);

        const auto effective = layers.effective();
        QCOMPARE(effective.server.port, 3333);
        QCOMPARE(effective.server.host, u"0.0.0.0"_s);
        QCOMPARE(effective.claude.warm, 3);
        QCOMPARE(effective.claude.keep, std::chrono::seconds(7));
        QCOMPARE(effective.claude.queue, 64);
        QVERIFY(effective.answers.strict);

        QCOMPARE(layers.stored().server.port, 1111);
        QCOMPARE(layers.stored().claude.warm, 2);
        QVERIFY(!layers.stored().answers.strict);

        QCOMPARE(layers.sourceOf(option(u"port")), Source::CommandLine);
        QCOMPARE(layers.overriddenBy(option(u"port")), u"--port"_s);
        QCOMPARE(layers.sourceOf(option(u"warm")), Source::Environment);
        QCOMPARE(layers.overriddenBy(option(u"warm")), u"CLAUDE_RELAY_WARM"_s);
        QCOMPARE(layers.sourceOf(option(u"host")), Source::File);
        QCOMPARE(layers.overriddenBy(option(u"host")), QString());
        QCOMPARE(layers.sourceOf(option(u"queue")), Source::Default);
        QVERIFY(layers.fileNotices().isEmpty());
    }

    void withoutAFileAllIsAsByDefault()
    {
        const auto layers = read();
        QVERIFY(layers.effective() == settings::defaults());
        QVERIFY(layers.fileNotices().isEmpty());
        QVERIFY(!QFile::exists(m_path));
    }

    void arguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint"); // what the sentence contains; empty: accepted
        QTest::newRow("none") << QStringList() << QString();
        QTest::newRow("all") << QStringList{u"--host"_s, u"127.0.0.1"_s, u"--port=9"_s, u"--max-sessions"_s,
            u"3"_s, u"--demo"_s}
                             << QString();
        QTest::newRow("switch off") << QStringList{u"--demo=off"_s} << QString();
        QTest::newRow("unknown") << QStringList{u"--prot"_s, u"1"_s} << u"--prot"_s;
        QTest::newRow("no flag") << QStringList{u"8082"_s} << u"8082"_s;
        QTest::newRow("no value") << QStringList{u"--port"_s} << u"needs a value"_s;
        QTest::newRow("no number") << QStringList{u"--port"_s, u"http"_s} << u"http"_s;
        QTest::newRow("too large") << QStringList{u"--port"_s, u"65536"_s} << u"65535"_s;
        QTest::newRow("no address") << QStringList{u"--host"_s, u"nowhere"_s} << u"nowhere"_s;
        QTest::newRow("no list") << QStringList{u"--model-names"_s, u"gpt"_s} << u"gpt"_s;
        QTest::newRow("wrong before right") << QStringList{u"--port=x"_s, u"--port=1"_s} << u"--port"_s;
    }
    void arguments()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        const auto layers = Layers::read(m_path, arguments, {});
        QCOMPARE(bool(layers), complaint.isEmpty());
        if (!layers)
            QVERIFY2(layers.error().contains(complaint), qPrintable(layers.error()));
    }

    void aWrongVariableIsNamed()
    {
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_RELAY_WARM"_s, u"many"_s);
        const auto layers = Layers::read(m_path, {}, environment);
        QVERIFY(!layers);
        QVERIFY2(layers.error().startsWith("CLAUDE_RELAY_WARM must be "_L1), qPrintable(layers.error()));
    }

    void whatIsStoredIsReadAgain()
    {
        auto wanted = settings::defaults();
        wanted.server.port = 9090;
        wanted.server.cors = u"https://a.example,http://b.example:3000"_s;
        wanted.claude.program = m_folder->filePath(u"a; \"quoted\" \\ cläude, 100% = x"_s);
        wanted.claude.modelNames.insert("mine", "opus");
        wanted.claude.modelNames.remove("gpt-4");
        wanted.answers.reasoning = false;
        wanted.answers.strict = true;
        wanted.log.bodies = settings::KeepBodies::Store;
        wanted.desktop.notifications = false;
        wanted.desktop.language = u"de"_s;
        wanted.demo = true; // is not stored

        auto layers = read();
        QCOMPARE(layers.store(wanted), QString());
        wanted.demo = false;
        QVERIFY(layers.stored() == wanted);
        QVERIFY(read().stored() == wanted);
        QVERIFY(read().fileNotices().isEmpty());
        QCOMPARE(QFileInfo(m_path).permissions() & QFile::Permissions(0x7fff),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
        QVERIFY2(written().contains("[server]\n"), written().constData());
        QVERIFY2(written().contains("\nport=9090\n"), written().constData());
        QVERIFY2(written().contains("strict-params=on\n"), written().constData());
        QVERIFY2(!written().contains("demo") && !written().contains("max-sessions"), written().constData());

        QCOMPARE(layers.store(settings::defaults()), QString());
        QVERIFY(layers.stored() == settings::defaults());
        QVERIFY2(written().trimmed().isEmpty(), written().constData());
    }

    void theFolderIsMade()
    {
        m_path = m_folder->filePath(u"a/b/settings.ini"_s);
        auto wanted = settings::defaults();
        wanted.server.port = 1;
        QCOMPARE(read().store(wanted), QString());
        QCOMPARE(read().stored().server.port, 1);
    }

    void aListMayBeWrittenWithoutQuotationMarks()
    {
        write("[server]\ncors=https://a.example, https://b.example\n[claude]\nmodel-names=a=opus,b=haiku\n");
        const auto layers = read();
        QCOMPARE(layers.stored().server.cors, u"https://a.example,https://b.example"_s);
        QCOMPARE(settings::modelFor(layers.stored().claude, "b"), "haiku");
        QVERIFY(layers.fileNotices().isEmpty());
    }

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

    // Who wrote it may have meant less than the default.
    void whatIsWrongAndNarrowsIsAsNarrowAsCanBe()
    {
        write(
            "[server]\ncors=https://chat.example.org/page\n[claude]\ntools=chta\n[log]\nkeep-bodies=nevr\n");
        const auto layers = read();
        QCOMPARE(layers.fileNotices().size(), 3);
        QVERIFY(layers.stored().claude.tools == settings::Tools::Chat);
        QCOMPARE(layers.stored().server.cors, u"off"_s);
        QVERIFY(layers.stored().log.bodies == settings::KeepBodies::Never);
    }

    void theNarrowestIsAValue()
    {
        for (const auto &option : settings::options()) {
            auto settings = settings::defaults();
            if (option.narrowest)
                QCOMPARE(option.set(settings, QString::fromLatin1(option.narrowest)), QString());
        }
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

    // The window and an editor at the same time: each keeps what the other did not touch.
    void whatOthersHaveWrittenMeanwhileStays()
    {
        write("[server]\nport=1\n");
        auto layers = read();
        write("[server]\nport=11\n[claude]\nqueue=5\n");
        auto wanted = layers.stored();
        wanted.claude.warm = 3;
        QCOMPARE(layers.store(wanted), QString());
        QCOMPARE(layers.stored().server.port, 11);
        QCOMPARE(layers.stored().claude.queue, 5);
        QCOMPARE(layers.stored().claude.warm, 3);
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
        if (isFolder)
            QVERIFY(QDir().mkdir(m_path));
        else
            QCOMPARE(mkfifo(m_path.toLocal8Bit().constData(), 0600), 0);
        auto layers = read(); // does not wait for a writer
        QCOMPARE(layers.fileNotices(), QStringList{u"%1 is no regular file: it is not read."_s.arg(m_path)});
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

    void theFileIsReadAnewAndWhatLiesOverItStays()
    {
        write("[server]\nport=1\n[claude]\nqueue=5\n");
        auto layers = read({u"--port=3"_s});
        write("[server]\nport=22\n[claude]\nqueue=66\nwarm=lots\n");
        QCOMPARE(layers.readFile(), QString());
        QCOMPARE(layers.effective().server.port, 3);
        QCOMPARE(layers.stored().server.port, 22);
        QCOMPARE(layers.effective().claude.queue, 66);
        QCOMPARE(layers.fileNotices().size(), 1);
        QFile::remove(m_path);
        QCOMPARE(layers.readFile(), QString());
        QVERIFY(layers.stored() == settings::defaults());
        QVERIFY(layers.fileNotices().isEmpty());
    }

    void aValueThatCanNotBeReadAgainIsNotWritten()
    {
        write("[claude]\nqueue=5\n");
        const auto before = written();
        auto layers = read();
        auto wanted = layers.stored();
        wanted.claude.queue = 6;
        wanted.claude.warm = 9999;
        QVERIFY(layers.store(wanted).contains("claude/warm must be "_L1));
        QCOMPARE(written(), before);
        QCOMPARE(layers.stored().claude.queue, 5);
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

    void thePlaceOfTheFile()
    {
        QCoreApplication::setApplicationName(u"claude-relay"_s);
        qputenv("XDG_CONFIG_HOME", m_folder->path().toLocal8Bit());
#ifdef Q_OS_LINUX
        QCOMPARE(settings::settingsFile(), m_folder->filePath(u"claude-relay/settings.ini"_s));
#endif
        QVERIFY(settings::settingsFile().endsWith("/claude-relay/settings.ini"_L1));
    }
};

QTEST_GUILESS_MAIN(SettingsLayers)
#include "layers_test.moc"
