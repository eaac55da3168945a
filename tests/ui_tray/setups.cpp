#include "ui/tray/setups.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto Url = u"http://127.0.0.1:8082/v1"_s;

const ui::Setup *named(const QString &title)
{
    for (const auto &setup : ui::setups()) {
        if (ui::titleOf(setup).startsWith(title))
            return &setup;
    }
    return nullptr;
}

// What a program says about a text; skips where there is no such program.
#define VERIFY_BY(program, arguments, text)                                                                  \
    const auto path = QStandardPaths::findExecutable(program);                                               \
    if (path.isEmpty())                                                                                      \
        QSKIP("There is no such program here.");                                                             \
    QProcess process;                                                                                        \
    process.start(path, arguments);                                                                          \
    process.write((text).toUtf8());                                                                          \
    process.closeWriteChannel();                                                                             \
    QVERIFY(process.waitForFinished());                                                                      \
    const auto errors = process.readAllStandardError();                                                      \
    if (errors.contains("No module named"))                                                                  \
        QSKIP("Python has no such module here.");                                                            \
    QVERIFY2(process.exitCode() == 0, errors.constData())

} // namespace

class UiTraySetups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachNamesTheBaseUrl_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < int(ui::setups().size()); ++index)
            QTest::addRow("%s", ui::setups()[std::size_t(index)].title) << index;
    }
    void eachNamesTheBaseUrl()
    {
        QFETCH(int, index);
        const auto &setup = ui::setups()[std::size_t(index)];
        const auto text = ui::textOf(setup, Url);
        QVERIFY(text.contains(Url));
        QVERIFY(!text.contains(u'%'));
        QVERIFY(text.endsWith(u'\n'));
        QVERIFY(!ui::titleOf(setup).isEmpty());
        // A zone of an IPv6 address looks like a place to fill in.
        const auto zone = u"http://[fe80::1%1]:8082/v1"_s;
        QVERIFY(ui::textOf(setup, zone).contains(zone));
    }

    void theKeyIsFilledIn_data() { eachNamesTheBaseUrl_data(); }
    void theKeyIsFilledIn()
    {
        QFETCH(int, index);
        const auto &setup = ui::setups()[std::size_t(index)];
        const auto text = ui::textOf(setup, Url, "sk-relay-Ab_9.x");
        QVERIFY(text.contains("sk-relay-Ab_9.x"_L1));
        QVERIFY(!text.contains("unused"_L1) && !text.contains("any will do"_L1));
        for (const auto *key : {"", "it's'; rm -rf ~; '", "a\"b", "%1"})
            QCOMPARE(ui::textOf(setup, Url, key), ui::textOf(setup, Url));
    }

    void shells_data()
    {
        QTest::addColumn<QString>("title");
        for (const auto *title : {"Environment variables", "curl", "aider"})
            QTest::newRow(title) << QString::fromLatin1(title);
    }
    void shells()
    {
        QFETCH(QString, title);
        VERIFY_BY(
            u"sh"_s, {u"-n"_s}, ui::textOf(*named(title), Url) + ui::textOf(*named(title), Url, "secret"));
    }

    void curlSendsJson()
    {
        const auto text = ui::textOf(*named(u"curl"_s), Url);
        const auto body = QRegularExpression(u"-d '(.*)'"_s, QRegularExpression::DotMatchesEverythingOption)
                              .match(text)
                              .captured(1);
        QVERIFY(QJsonDocument::fromJson(body.toUtf8()).isObject());
    }

    void python()
    {
        VERIFY_BY(u"python3"_s, QStringList({u"-c"_s, u"import ast, sys; ast.parse(sys.stdin.read())"_s}),
            ui::textOf(*named(u"Python"_s), Url));
    }

    void node()
    {
        VERIFY_BY(u"node"_s, QStringList({u"--input-type=module"_s, u"--check"_s}),
            ui::textOf(*named(u"Node"_s), Url));
    }

    void continueIsYaml()
    {
        VERIFY_BY(u"python3"_s,
            QStringList({u"-c"_s,
                u"import sys, yaml; c = yaml.safe_load(sys.stdin)\n"
                u"assert all(m['apiBase'] == '%1' and m['provider'] == 'openai' for m in c['models']), c\n"
                u"assert c['schema'] == 'v1'"_s.arg(Url)}),
            ui::textOf(*named(u"Continue"_s), Url));
    }

    void opencodeIsJson()
    {
        const auto json = QJsonDocument::fromJson(ui::textOf(*named(u"opencode"_s), Url).toUtf8());
        const auto relay = json[u"provider"][u"relay"];
        QCOMPARE(relay[u"options"][u"baseURL"].toString(), Url);
        QVERIFY(relay[u"models"].toObject().contains("sonnet"_L1));
    }

    // JSON with a comment, as Zed has it.
    void zedIsJson()
    {
        auto text = ui::textOf(*named(u"Zed"_s), Url);
        text.remove(QRegularExpression(u"^ *[/]{2}.*$"_s, QRegularExpression::MultilineOption));
        const auto json = QJsonDocument::fromJson(text.toUtf8());
        const auto provider = json[u"language_models"][u"openai_compatible"][u"claude-relay"];
        QCOMPARE(provider[u"api_url"].toString(), Url);
        QCOMPARE(provider[u"available_models"][0][u"name"].toString(), u"opus"_s);
    }
};

QTEST_GUILESS_MAIN(UiTraySetups)
#include "setups.moc"
