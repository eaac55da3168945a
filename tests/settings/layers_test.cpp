#include "layers_fixture.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using settings::Layers;
using settings::Source;

namespace {

const settings::Option &option(QStringView name)
{
    return *settings::findOption(name);
}

} // namespace

class SettingsLayers : public LayersFixture
{
    Q_OBJECT

private Q_SLOTS:
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
