#include "api/access.h"
#include "api/headers.h"
#include "api/health.h"
#include "api/models.h"
#include "journal/record.h"
#include "settings/options.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

http::Request requestWith(const QByteArray &name, const QByteArray &value)
{
    return {.method = "POST", .path = "/v1/chat/completions", .headers = {{name, value}}};
}

} // namespace

class ApiUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("none") << ""_ba << true;
        QTest::newRow("localhost") << "http://localhost:3000"_ba << true;
        QTest::newRow("loopback") << "http://127.0.0.1"_ba << true;
        QTest::newRow("loopback, IPv6") << "http://[::1]:8080"_ba << true;
        QTest::newRow("an app") << "app://obsidian.md"_ba << true;
        QTest::newRow("an editor") << "vscode-file://vscode-app"_ba << true;
        QTest::newRow("a page") << "https://example.com"_ba << false;
        QTest::newRow("null") << "null"_ba << false;
        QTest::newRow("looks local") << "https://localhost.example.com"_ba << false;
        QTest::newRow("looks like an address") << "https://127.0.0.1.example.com"_ba << false;
        QTest::newRow("user part") << "https://localhost@example.com"_ba << false;
    }
    void origins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, allowed);
        QCOMPARE(!api::refuse(requestWith("Origin", origin), true).has_value(), allowed);
    }

    void hosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("none") << ""_ba << true;
        QTest::newRow("address") << "127.0.0.1:8082"_ba << true;
        QTest::newRow("name") << "localhost:8082"_ba << true;
        QTest::newRow("capitals") << "LOCALHOST:8082"_ba << true;
        QTest::newRow("IPv6") << "[::1]:8082"_ba << true;
        QTest::newRow("from a container") << "host.docker.internal:8082"_ba << true;
        QTest::newRow("rebound") << "evil.example:8082"_ba << false;
        QTest::newRow("looks like an address") << "127.0.0.1.evil.example"_ba << false;
        QTest::newRow("garbage") << "a b c"_ba << false;
    }
    void hosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, allowed);
        QCOMPARE(!api::refuse(requestWith("Host", host), true).has_value(), allowed);
        QVERIFY(!api::refuse(requestWith("Host", host), false).has_value());
    }

    void requestIds()
    {
        QCOMPARE(api::givenRequestId(requestWith("X-Request-Id", "abc-1")), "abc-1");
        for (const auto &bad :
            {QByteArray("a b"), QByteArray("a\r\nSet-Cookie: x"), QByteArray("ä"), QByteArray(201, 'x')})
            QVERIFY(api::givenRequestId(requestWith("X-Request-Id", bad)).isEmpty());
    }

    void clientNames()
    {
        const auto name = [](const char *agent) { return api::clientName(requestWith("User-Agent", agent)); };
        QCOMPARE(name("opencode/1.2.3 (linux)"), "opencode/1.2.3");
        QCOMPARE(name("OpenAI/JS"), "OpenAI/JS");
        QCOMPARE(name(""), "");
        QCOMPARE(name("bad\nname"), "");
    }

    void clientsAreToldWhetherToAskAgain()
    {
        using namespace std::chrono_literals;
        const auto retry = [](const chat::Error &error) {
            return http::headerValue(api::errorHeaders(error), "X-Should-Retry");
        };
        const chat::Error soon{.kind = chat::ErrorKind::RateLimited, .retryAfter = 17s};
        QCOMPARE(http::headerValue(api::errorHeaders(soon), "Retry-After"), "17");
        QCOMPARE(retry(soon), "true");
        QCOMPARE(retry({.kind = chat::ErrorKind::RateLimited, .retryAfter = 3600s}), "false");
        QCOMPARE(retry({.kind = chat::ErrorKind::TimedOut}), "false");
        QCOMPARE(retry({.kind = chat::ErrorKind::CliFailed}), "true");
    }

    void preflightsAllowWhatIsAskedFor()
    {
        const auto wanted = "authorization, x-stainless-os"_ba;
        QCOMPARE(
            http::headerValue(api::preflightHeaders(requestWith("Access-Control-Request-Headers", wanted)),
                "Access-Control-Allow-Headers"),
            wanted);
    }

    void modelsAreListedOnceAndFoundByEveryName()
    {
        const QList<cli::CatalogueEntry> catalogue{{"default", "claude-opus-5", "Default"},
            {"opus", "claude-opus-5", "Opus"}, {"haiku", "haiku", "Haiku"}};
        QByteArrayList ids;
        for (const auto &model : api::listedModels(catalogue))
            ids.append(model.id);
        QCOMPARE(ids, QByteArrayList({"default", "opus", "haiku", "claude-opus-5"}));
        QCOMPARE(api::listedModels({}).size(), 3);
        const auto settings = settings::defaults().claude;
        for (const auto *id : {"opus", "claude-opus-5", "gpt-4o"})
            QVERIFY2(api::findModel(id, catalogue, settings), id);
        QVERIFY(!api::findModel("nosuch", catalogue, settings));
    }

    void health_data()
    {
        QTest::addColumn<agent::ClaudeStatus>("claude");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<bool>("problem");
        const cli::Version current{2, 1, 330};
        const auto path = u"/bin/claude"_s;
        QTest::newRow("starting") << agent::ClaudeStatus{} << "starting"_ba << false;
        QTest::newRow("missing") << agent::ClaudeStatus{.problem = chat::Error{.message = "none"}}
                                 << "unavailable"_ba << true;
        QTest::newRow("well") << agent::ClaudeStatus{path, current, true, {}} << "ok"_ba << false;
        QTest::newRow("logged out") << agent::ClaudeStatus{path, current, false, {}} << "logged_out"_ba
                                    << true;
        QTest::newRow("old") << agent::ClaudeStatus{path, cli::Version{2, 0, 30}, true, {}} << "ok"_ba
                             << true;
    }
    void health()
    {
        QFETCH(agent::ClaudeStatus, claude);
        QFETCH(QByteArray, word);
        QFETCH(bool, problem);
        QCOMPARE(api::statusWord(claude), word);
        QCOMPARE(!api::problemText(claude).isEmpty(), problem);
        QVERIFY(base::json::compactObject(api::toJson({.claude = claude})));
    }

    void aLogLineIsOneLine()
    {
        const journal::Record record{.id = "req_1",
            .endpoint = "POST /chat/completions",
            .askedModel = "x\nreq_2 forged",
            .status = 502,
            .error = chat::Error{.message = "a\r\nb\x1b[2J"}};
        const auto line = journal::toLine(record);
        QVERIFY(std::ranges::none_of(line, [](char byte) { return uchar(byte) < 0x20; }));
    }

    void options_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint"); // what the sentence contains; empty: accepted
        QTest::newRow("none") << QStringList() << QString();
        QTest::newRow("all") << QStringList{u"--host"_s, u"127.0.0.1"_s, u"--port=9"_s, u"--max-sessions"_s,
            u"3"_s, u"--demo"_s}
                             << QString();
        QTest::newRow("unknown") << QStringList{u"--prot"_s, u"1"_s} << u"--prot"_s;
        QTest::newRow("no flag") << QStringList{u"8082"_s} << u"8082"_s;
        QTest::newRow("no value") << QStringList{u"--port"_s} << u"needs a value"_s;
        QTest::newRow("no number") << QStringList{u"--port"_s, u"http"_s} << u"http"_s;
        QTest::newRow("too large") << QStringList{u"--port"_s, u"65536"_s} << u"65535"_s;
        QTest::newRow("no address") << QStringList{u"--host"_s, u"nowhere"_s} << u"nowhere"_s;
        QTest::newRow("no folder") << QStringList{u"--workdir"_s, u"/no/such/folder"_s}
                                   << u"/no/such/folder"_s;
        QTest::newRow("no level") << QStringList{u"--log-level"_s, u"loud"_s} << u"loud"_s;
        QTest::newRow("no list") << QStringList{u"--model-names"_s, u"gpt"_s} << u"gpt"_s;
    }
    void options()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        const auto settings = settings::fromOutside(arguments, {});
        QCOMPARE(bool(settings), complaint.isEmpty());
        if (!settings)
            QVERIFY2(settings.error().contains(complaint), qPrintable(settings.error()));
    }

    void everyOptionIsAVariableTooAndArgumentsWin()
    {
        QProcessEnvironment environment;
        for (const auto &option : settings::options())
            QVERIFY(settings::environmentName(option).startsWith("CLAUDE_RELAY_"_L1));
        environment.insert(u"CLAUDE_RELAY_MAX_SESSIONS"_s, u"5"_s);
        environment.insert(u"CLAUDE_RELAY_PORT"_s, u"1234"_s);
        const auto settings = settings::fromOutside({u"--port"_s, u"4321"_s}, environment);
        QVERIFY(bool(settings));
        QCOMPARE(settings->claude.maxSessions, 5);
        QCOMPARE(settings->server.port, 4321);
        environment.insert(u"CLAUDE_RELAY_WARM"_s, u"many"_s);
        const auto bad = settings::fromOutside({}, environment);
        QVERIFY(!bad);
        QVERIFY(bad.error().contains("CLAUDE_RELAY_WARM"_L1));
    }

    void foreignModelNamesAreTranslatedAndOthersAreNot()
    {
        const auto settings = settings::fromOutside({u"--model-names"_s, u"gpt-4o=opus,mine=haiku"_s}, {});
        QVERIFY(bool(settings));
        const auto model = [&](const char *name) { return settings::modelFor(settings->claude, name); };
        QCOMPARE(model("gpt-4o"), "opus");
        QCOMPARE(model("mine"), "haiku");
        QCOMPARE(model("gpt-4o-mini"), "haiku");
        QCOMPARE(model("claude-anything"), "claude-anything");
        QCOMPARE(model(""), "");
    }
};

QTEST_APPLESS_MAIN(ApiUnits)
#include "api_units.moc"
