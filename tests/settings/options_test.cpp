#include "settings/options.h"

#include "settings/origins.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using settings::Option;

namespace {

// A text for each option that is another value than the default.
const QHash<QString, QString> Others = {{u"host"_s, u"0.0.0.0"_s}, {u"port"_s, u"9999"_s},
    {u"cors"_s, u"https://a.example,http://b.example:3000"_s}, {u"claude"_s, u"/opt/claude"_s},
    {u"workdir"_s, u"/tmp"_s}, {u"max-sessions"_s, u"3"_s}, {u"queue"_s, u"0"_s}, {u"warm"_s, u"4"_s},
    {u"request-timeout"_s, u"60"_s}, {u"keep"_s, u"0"_s}, {u"keep-max"_s, u"9"_s}, {u"tool-wait"_s, u"1"_s},
    {u"tool-wait-max"_s, u"0"_s}, {u"client-tools"_s, u"beside"_s}, {u"forward-sampling"_s, u"on"_s},
    {u"model-names"_s, u"gpt-4o=opus,mine=haiku,gpt-4="_s}, {u"demo"_s, u"on"_s},
    {u"strict-params"_s, u"on"_s}, {u"hide-reasoning"_s, u"on"_s}, {u"show-work"_s, u"on"_s},
    {u"open-after"_s, u"1"_s}, {u"comment-every"_s, u"2"_s}, {u"delta-after"_s, u"3"_s},
    {u"log-level"_s, u"debug"_s}, {u"keep-bodies"_s, u"store"_s}, {u"keep-days"_s, u"7"_s},
    {u"start-server"_s, u"off"_s}, {u"notifications"_s, u"off"_s}, {u"language"_s, u"pt_BR"_s},
    {u"tcp"_s, u"off"_s}, {u"socket"_s, u"/tmp/relay.sock"_s}, {u"api-key"_s, u"0123456789abcdef"_s},
    {u"hosts"_s, u"relay.example.org,192.168.1.5"_s}, {u"workdirs"_s, u"/tmp:/usr"_s},
    {u"tools"_s, u"chat"_s}, {u"confirm-all"_s, u"on"_s}, {u"approval-time"_s, u"5"_s},
    {u"client-share"_s, u"3"_s}, {u"initialize-time"_s, u"3"_s}, {u"max-memory"_s, u"0"_s},
    {u"max-body"_s, u"1"_s}, {u"max-headers"_s, u"16"_s}, {u"max-depth"_s, u"64"_s},
    {u"max-connections"_s, u"8"_s}, {u"header-time"_s, u"1"_s}, {u"body-time"_s, u"2"_s},
    {u"idle-time"_s, u"3"_s}, {u"max-unsent"_s, u"1"_s}, {u"unsent-time"_s, u"4"_s},
    {u"log-format"_s, u"json"_s}};

QString nameOf(const Option &option)
{
    return QString::fromLatin1(option.name);
}

// The rows of README's table of settings: their cells, without the marks of code.
QHash<QString, QStringList> readmeRows()
{
    QFile file(QStringLiteral(TEST_FOLDER "/../../README.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QHash<QString, QStringList> rows;
    for (auto line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.startsWith("| `--"_L1) || !line.contains("| `CLAUDE_RELAY_"_L1))
            continue;
        line.replace("\\|"_L1, "\t"_L1).remove(u'`');
        QStringList cells;
        for (auto cell : line.split(u'|', Qt::SkipEmptyParts))
            cells.append(cell.replace(u'\t', u'|').trimmed());
        rows.insert(cells.first().section(u' ', 0, 0), cells);
    }
    return rows;
}

} // namespace

class SettingsOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAndKeysAreUnique()
    {
        QSet<QString> names;
        QSet<QString> keys;
        static const QRegularExpression key(u"^[a-z]+/[a-z-]+$"_s);
        for (const auto &option : settings::options()) {
            names.insert(nameOf(option));
            QCOMPARE(settings::findOption(nameOf(option)), &option);
            if (!option.key)
                continue;
            keys.insert(QString::fromLatin1(option.key));
            QVERIFY2(key.match(QString::fromLatin1(option.key)).hasMatch(), option.key);
        }
        QCOMPARE(names.size(), qsizetype(settings::options().size()));
        QCOMPARE(keys.size(), names.size() - 2);
        QVERIFY(!settings::findOption(u"demo")->key);
        QVERIFY(!settings::findOption(u"prot"));
    }

    void everyValueSurvivesItsText_data()
    {
        QTest::addColumn<const Option *>("option");
        for (const auto &option : settings::options())
            QTest::newRow(option.name) << &option;
    }
    void everyValueSurvivesItsText()
    {
        QFETCH(const Option *, option);
        const auto standard = settings::defaults();
        QVERIFY2(Others.contains(nameOf(*option)), "name another value for it in this test");

        auto other = standard;
        QCOMPARE(option->set(other, Others[nameOf(*option)]), QString());
        QVERIFY(other != standard);

        auto again = standard;
        const auto text = option->get(other);
        QCOMPARE(option->set(again, text), QString());
        QCOMPARE(option->get(again), text);
        QVERIFY(again == other);

        // And back: a text says the whole value, whatever was set before.
        QCOMPARE(option->set(again, option->get(standard)), QString());
        QVERIFY(again == standard);
    }

    void aWrongTextChangesNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &text) {
            QTest::addRow("%s %s", name, qPrintable(text)) << QString::fromLatin1(name) << text;
        };
        row("host", u"nowhere"_s);
        row("host", QString());
        row("port", u"http"_s);
        row("port", u"65536"_s);
        row("port", u"-1"_s);
        row("cors", u"*"_s);
        row("cors", QString());
        row("cors", u"chat.example.org"_s);
        row("cors", u"https://chat.example.org/page"_s);
        row("cors", u"https://chat.example.org,,https://b.example"_s);
        row("cors", u"https://*.example.org"_s);
        row("cors", u"https://user@example.org"_s);
        row("cors", u"null"_s);
        row("workdir", u"/no/such/folder"_s);
        row("workdir", u"/"_s);
        row("workdirs", u"/no/such/folder"_s);
        row("tools", u"some"_s);
        row("hosts", u"http://relay.example.org"_s);
        row("max-body", u"0"_s);
        row("max-depth", u"1001"_s);
        row("log-format", u"xml"_s);
        row("max-sessions", u"0"_s);
        row("request-timeout", u"0"_s);
        row("keep", u"-1"_s);
        row("client-tools", u"both"_s);
        row("strict-params", u"perhaps"_s);
        row("hide-reasoning", u"perhaps"_s);
        row("model-names", u"gpt"_s);
        row("model-names", u"=opus"_s);
        row("log-level", u"loud"_s);
        row("keep-bodies", u"always"_s);
        row("keep-days", u"0"_s);
        row("language", u"../de"_s);
    }
    void aWrongTextChangesNothing()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        const auto *option = settings::findOption(name);
        QVERIFY(option);
        auto settings = settings::defaults();
        QCOMPARE(option->set(settings, Others[name]), QString());
        const auto before = settings;
        const auto error = option->set(settings, text);
        QVERIFY2(
            error.startsWith("must be "_L1) || error.startsWith("names a folder "_L1), qPrintable(error));
        QVERIFY2(error.contains(u'"' + text + u'"'), qPrintable(error));
        QVERIFY(settings == before);
    }

    void aWorkFolderIsNeverAllThatTheUserHas()
    {
        QTemporaryDir folder;
        const auto user = QDir(folder.path()).canonicalPath() + "/home/user"_L1;
        QVERIFY(QDir().mkpath(user + "/project"_L1) && QDir().mkpath(user + u'2'));
        QVERIFY(QFile::link(user, folder.filePath(u"link"_s)));
        const auto before = qgetenv("HOME");
        qputenv("HOME", user.toLocal8Bit());
        const auto error = [](const QString &option, const QString &text) {
            auto settings = settings::defaults();
            return settings::findOption(option)->set(settings, text);
        };
        QStringList wrong{folder.filePath(u"link"_s), user + "/project/.."_L1};
        for (auto above = user; above != u"/"_s; above = QFileInfo(above).path())
            wrong.append(above);
        QStringList let;
        for (const auto &text : wrong) {
            if (!error(u"workdir"_s, text).contains("not all of"_L1)
                || !error(u"workdirs"_s, user + "/project:"_L1 + text).contains("not all of"_L1))
                let.append(text);
        }
        const auto right = error(u"workdirs"_s, user + "/project:"_L1 + user + u'2');
        qputenv("HOME", before);
        QCOMPARE(let, QStringList());
        QCOMPARE(right, QString());
    }

    void usualWordsForSwitches()
    {
        auto settings = settings::defaults();
        const auto *option = settings::findOption(u"strict-params");
        for (const auto &on : {u"1"_s, u"true"_s, u"yes"_s, u"on"_s}) {
            settings.answers.strict = false;
            QCOMPARE(option->set(settings, on), QString());
            QVERIFY(settings.answers.strict);
        }
        for (const auto &off : {u"0"_s, u"false"_s, u"no"_s, u"off"_s, QString()}) {
            settings.answers.strict = true;
            QCOMPARE(option->set(settings, off), QString());
            QVERIFY(!settings.answers.strict);
        }
    }

    void origins_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("origin");
        QTest::newRow("plain") << u"https://a.example"_s << u"https://a.example"_s;
        QTest::newRow("slash") << u"https://a.example/"_s << u"https://a.example"_s;
        QTest::newRow("case") << u"HTTPS://A.Example"_s << u"https://a.example"_s;
        QTest::newRow("usual port") << u"https://a.example:443"_s << u"https://a.example"_s;
        QTest::newRow("other port") << u"https://a.example:80"_s << u"https://a.example:80"_s;
        QTest::newRow("usual http port") << u"http://a.example:80"_s << u"http://a.example"_s;
        QTest::newRow("IPv6") << u"http://[::1]:3000"_s << u"http://[::1]:3000"_s;
        QTest::newRow("application") << u"app://obsidian.md"_s << u"app://obsidian.md"_s;
        QTest::newRow("umlaut") << u"https://bücher.example"_s << u"https://xn--bcher-kva.example"_s;
        QTest::newRow("two slashes") << u"https://a.example//"_s << QString();
        QTest::newRow("query") << u"https://a.example?a"_s << QString();
        QTest::newRow("fragment") << u"https://a.example#a"_s << QString();
        QTest::newRow("port only") << u"https://:80"_s << QString();
        QTest::newRow("no port") << u"https://a.example:port"_s << QString();
        QTest::newRow("blank") << u"https://a example"_s << QString();
    }
    void origins()
    {
        QFETCH(QString, text);
        QFETCH(QString, origin);
        QCOMPARE(settings::canonicalOrigin(text), origin);
    }

    void foreignModelNamesAreTranslatedAndOthersAreNot()
    {
        auto settings = settings::defaults();
        const auto *option = settings::findOption(u"model-names");
        QCOMPARE(option->set(settings, u"gpt-4o=opus, mine = haiku,gpt-4="_s), QString());
        const auto model = [&](const char *name) { return settings::modelFor(settings.claude, name); };
        QCOMPARE(model("gpt-4o"), "opus");
        QCOMPARE(model("mine"), "haiku");
        QCOMPARE(model("gpt-4"), "gpt-4");
        QCOMPARE(model("gpt-4o-mini"), "haiku");
        QCOMPARE(model("claude-anything"), "claude-anything");
        QCOMPARE(model(""), "");
    }

    void theHelpNamesAll()
    {
        const auto help = settings::optionsHelp();
        for (const auto &option : settings::options()) {
            QVERIFY2(help.contains("\n  "_L1 + settings::flagName(option) + u' '), option.name);
            QVERIFY2(help.contains(QString::fromUtf8(option.help)), option.name);
        }
        QVERIFY(help.contains("[8082]"_L1));
        QVERIFY(!help.contains("[off]"_L1));
        for (const auto &line : help.split(u'\n'))
            QVERIFY2(line.size() <= 120, qPrintable(line));
        const auto some = settings::optionsHelp({u"server"_s, u"claude"_s});
        QVERIFY(some.contains("--port"_L1) && some.contains("--demo"_L1));
        QVERIFY(!some.contains("--language"_L1) && !some.contains("Answers:"_L1));
    }

    void readmeHasARowForEach()
    {
        const auto rows = readmeRows();
        QCOMPARE(rows.size(), qsizetype(settings::options().size()));
        const auto standard = settings::defaults();
        for (const auto &option : settings::options()) {
            const auto flag = settings::flagName(option);
            QVERIFY2(rows.contains(flag), qPrintable(flag));
            const auto cells = rows[flag];
            QCOMPARE(cells.size(), 5);
            QCOMPARE(cells[0], option.value ? flag + u' ' + QString::fromUtf8(option.value) : flag);
            QCOMPARE(cells[1], settings::environmentName(option));
            QCOMPARE(cells[2], option.key ? QString::fromLatin1(option.key) : u"–"_s);
            if (const auto value = option.get(standard); !value.isEmpty())
                QCOMPARE(cells[3], value);
            QVERIFY2(!cells[4].isEmpty(), qPrintable(flag));
        }
    }
};

QTEST_APPLESS_MAIN(SettingsOptions)
#include "options_test.moc"
