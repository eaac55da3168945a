#include "api/access.h"
#include "api/api.h"
#include "tests/http/raw_client.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

http::Request requestWith(const QByteArray &name, const QByteArray &value)
{
    return {.method = "POST", .path = "/v1/chat/completions", .headers = {{name, value}}};
}

constexpr auto List = "https://chat.example.org,http://192.168.1.5:3000";

} // namespace

// Who may ask, as the settings say it.
class ApiAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("local"); // allowed with --cors local
        QTest::addColumn<bool>("list");
        QTest::addColumn<bool>("off");
        QTest::newRow("none") << ""_ba << true << true << true;
        QTest::newRow("localhost") << "http://localhost:3000"_ba << true << true << false;
        QTest::newRow("loopback") << "http://127.0.0.1"_ba << true << true << false;
        QTest::newRow("loopback, IPv6") << "http://[::1]:8080"_ba << true << true << false;
        QTest::newRow("an app") << "app://obsidian.md"_ba << true << true << false;
        QTest::newRow("an editor") << "vscode-file://vscode-app"_ba << true << true << false;
        QTest::newRow("a page") << "https://example.com"_ba << false << false << false;
        QTest::newRow("null") << "null"_ba << false << false << false;
        QTest::newRow("looks local") << "https://localhost.example.com"_ba << false << false << false;
        QTest::newRow("looks like an address")
            << "https://127.0.0.1.example.com"_ba << false << false << false;
        QTest::newRow("user part") << "https://localhost@example.com"_ba << false << false << false;
        QTest::newRow("listed") << "https://chat.example.org"_ba << false << true << false;
        QTest::newRow("listed, with port") << "http://192.168.1.5:3000"_ba << false << true << false;
        QTest::newRow("listed, other scheme") << "http://chat.example.org"_ba << false << false << false;
        QTest::newRow("listed, other port") << "http://192.168.1.5:3001"_ba << false << false << false;
        QTest::newRow("listed, more behind it")
            << "https://chat.example.org.evil.example"_ba << false << false << false;
        QTest::newRow("the list itself") << QByteArray(List) << false << false << false;
    }
    void origins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, local);
        QFETCH(bool, list);
        QFETCH(bool, off);
        const auto request = requestWith("Origin", origin);
        for (const auto &[cors, allowed] :
            {std::pair("local", local), std::pair(List, list), std::pair("off", off)}) {
            const api::Access access(settings::Server{.cors = QString::fromLatin1(cors)});
            const auto refusal = access.refuse(request);
            QCOMPARE(!refusal.has_value(), allowed);
            if (refusal)
                QCOMPARE(refusal->code, "origin_not_allowed");
            const auto cross = http::headerValue(access.corsHeaders(request), "Access-Control-Allow-Origin");
            QCOMPARE(cross, allowed && cors != "off"_ba ? "*"_ba : QByteArray());
        }
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
        const auto refused = [&](const QString &address) {
            return api::Access(settings::Server{.host = address})
                .refuse(requestWith("Host", host))
                .has_value();
        };
        QCOMPARE(!refused(u"127.0.0.1"_s), allowed);
        QCOMPARE(!refused(u"::1"_s), allowed);
        QVERIFY(!refused(u"0.0.0.0"_s));
    }

    void privateNetworksAreAllowedToThoseWhoMay()
    {
        auto request = requestWith("Access-Control-Request-Private-Network", "true");
        const auto allowed = [&request](const char *cors) {
            const api::Access access(settings::Server{.cors = QString::fromLatin1(cors)});
            return http::headerValue(access.corsHeaders(request), "Access-Control-Allow-Private-Network");
        };
        request.headers.emplaceBack("Origin", "https://chat.example.org");
        QCOMPARE(allowed(List), "true");
        QCOMPARE(allowed("local"), "");
    }

    // Over a connection; and other settings hold from the next request on.
    void settingsHoldFromTheNextRequestOn()
    {
        auto settings = settings::defaults();
        agent::Approvals approvals;
        agent::Pool pool(settings.claude, approvals,
            [](const cli::Launch &) { return std::unique_ptr<agent::Channel>(); });
        journal::Journal journal;
        api::Api api(settings, pool, journal, [] { return api::Health(); });
        Recorder recorder;
        recorder.handler = [&api](const http::Request &received, auto reply) {
            api.handle(received, std::move(reply));
        };
        RawClient client(recorder.port);
        const auto ask = [&client](const QByteArray &method) {
            return client.ask(method
                + " /v1/models HTTP/1.1\r\nHost: localhost\r\nOrigin: https://chat.example.org\r\n"
                  "Access-Control-Request-Method: GET\r\n\r\n");
        };
        for (const auto &[cors, allowed] : {std::pair("local", false), std::pair(List, true),
                 std::pair("off", false), std::pair(List, true)}) {
            settings.server.cors = QString::fromLatin1(cors);
            api.setSettings(settings);
            const auto preflight = ask("OPTIONS");
            QCOMPARE(preflight.status, allowed ? 204 : 403);
            QCOMPARE(preflight.header("Access-Control-Allow-Origin"), allowed ? "*"_ba : QByteArray());
            QCOMPARE(preflight.header("Access-Control-Allow-Methods").isEmpty(), !allowed);
            const auto answer = ask("GET");
            QCOMPARE(answer.status, allowed ? 200 : 403);
            QCOMPARE(answer.header("Access-Control-Allow-Origin"), allowed ? "*"_ba : QByteArray());
            QVERIFY(!answer.header("X-Request-Id").isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(ApiAccess)
#include "access_test.moc"
