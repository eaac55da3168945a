#include "api/access.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr auto List = "https://chat.example.org,http://192.168.1.5:3000";
constexpr auto Secret = "sk-relay-0123456789abcdef";
constexpr auto OtherSecret = "sk-relay-0123456789abcdeX";

http::Request requestWith(const http::Headers &headers, const QByteArray &method = "POST")
{
    return {.method = method, .path = "/v1/chat/completions", .headers = headers};
}

settings::Settings withKeys(const QList<settings::Key> &keys)
{
    auto settings = settings::defaults();
    settings.keys = keys;
    return settings;
}

settings::Settings withCors(const char *cors)
{
    auto settings = settings::defaults();
    settings.server.cors = QString::fromLatin1(cors);
    return settings;
}

int statusOf(const settings::Settings &settings, const http::Request &request,
    api::Access::Door door = api::Access::Door::Locked)
{
    const auto caller = api::Access(settings).admit(request, door);
    return caller ? 200 : caller.error().status;
}

QByteArray codeOf(const settings::Settings &settings, const http::Request &request)
{
    const auto caller = api::Access(settings).admit(request);
    return caller ? QByteArray() : caller.error().code;
}

} // namespace

// Who may ask, as the settings say it.
class ApiAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsOfPages()
    {
        const auto status = [](const char *site, const char *part, const char *origin = "") {
            http::Headers headers{{"Sec-Fetch-Site", site}, {"Sec-Fetch-Dest", part}};
            if (*origin)
                headers.emplaceBack("Origin", origin);
            return statusOf(settings::defaults(), requestWith(headers, "GET"), api::Access::Door::Open);
        };
        QCOMPARE(status("cross-site", "image"), 403);
        QCOMPARE(status("cross-site", "iframe"), 403);
        QCOMPARE(status("cross-site", "document"), 200);
        QCOMPARE(status("same-site", "image"), 200); // another port of this machine
        QCOMPARE(status("none", "document"), 200); // the user, in the address bar
        QCOMPARE(status("cross-site", "empty", "app://obsidian.md"), 200); // the origin tells
    }

    void origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("local"); // may come with --cors local
        QTest::addColumn<bool>("list");
        const auto row = [](const char *name, const char *origin, bool local, bool list) {
            QTest::newRow(name) << QByteArray(origin) << local << list;
        };
        row("localhost", "http://localhost:3000", true, true);
        row("a name of localhost", "http://app.localhost:3000", true, true);
        row("loopback", "http://127.0.0.1", true, true);
        row("loopback, IPv6", "http://[::1]:8080", true, true);
        row("an app", "app://obsidian.md", true, true);
        row("an editor", "vscode-file://vscode-app", true, true);
        row("a page", "https://example.com", false, false);
        row("null", "null", false, false);
        row("a file", "file://", false, false);
        row("garbage", "a b", false, false);
        row("a container's name, which DNS may give to others", "http://host.docker.internal", false, false);
        row("looks local", "https://localhost.example.com", false, false);
        row("looks like an address", "https://127.0.0.1.example.com", false, false);
        row("user part", "https://localhost@example.com", false, false);
        row("user part, other way", "https://example.com@localhost", false, false);
        row("listed", "https://chat.example.org", false, true);
        row("listed, with port", "http://192.168.1.5:3000", false, true);
        row("listed, other scheme", "http://chat.example.org", false, false);
        row("listed, other port", "http://192.168.1.5:3001", false, false);
        row("listed, more behind it", "https://chat.example.org.evil.example", false, false);
        row("the list itself", List, false, false);
    }
    void origins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, local);
        QFETCH(bool, list);
        const auto bare = requestWith({{"Origin", origin}});
        const auto keyed = requestWith({{"Origin", origin}, {"Authorization", "Bearer "_ba + Secret}});
        const auto preflight =
            requestWith({{"Origin", origin}, {"Access-Control-Request-Method", "POST"}}, "OPTIONS");
        for (const auto &[cors, allowed] : {std::pair("off", false), std::pair("local", local),
                 std::pair(List, list), std::pair("all", true)}) {
            auto settings = withCors(cors);
            const auto cross =
                http::headerValue(api::Access(settings).corsHeaders(bare), "Access-Control-Allow-Origin");
            QCOMPARE(cross, allowed ? "*"_ba : QByteArray());
            QCOMPARE(statusOf(settings, preflight), allowed ? 200 : 403);
            // Without any key, only what is of this machine.
            QCOMPARE(statusOf(settings, bare), allowed && local ? 200 : 403);
            QCOMPARE(codeOf(settings, keyed),
                !allowed    ? "origin_not_allowed"_ba
                    : local ? ""_ba
                            : "key_required"_ba);
            settings.keys = {{.name = "web", .secret = Secret}};
            QCOMPARE(statusOf(settings, keyed), allowed ? 200 : 403);
            QCOMPARE(statusOf(settings, bare), allowed && local ? 401 : 403);
            QCOMPARE(statusOf(settings, bare, api::Access::Door::Open), allowed && local ? 200 : 403);
            QCOMPARE(statusOf(settings, preflight), allowed ? 200 : 403);
        }
    }

    void noOriginIsNoPage()
    {
        QCOMPARE(statusOf(withCors("off"), requestWith({})), 200);
        QVERIFY(api::Access(withCors("off")).corsHeaders(requestWith({})).isEmpty());
    }

    void privateNetworksAreAllowedToThoseWhoMay()
    {
        const auto request = requestWith(
            {{"Access-Control-Request-Private-Network", "true"}, {"Origin", "https://chat.example.org"}});
        const auto allowed = [&request](const char *cors) {
            return http::headerValue(
                api::Access(withCors(cors)).corsHeaders(request), "Access-Control-Allow-Private-Network");
        };
        QCOMPARE(allowed(List), "true");
        QCOMPARE(allowed("all"), "true");
        QCOMPARE(allowed("local"), "");
        QCOMPARE(allowed("off"), "");
    }

    // Only what a browser sends as one passes as a preflight.
    void preflights_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<int>("status");
        const std::pair<QByteArray, QByteArray> origin("Origin", "http://localhost:3000");
        const std::pair<QByteArray, QByteArray> wish("Access-Control-Request-Method", "POST");
        QTest::newRow("one") << "OPTIONS"_ba << http::Headers{origin, wish} << 200;
        QTest::newRow("without an origin") << "OPTIONS"_ba << http::Headers{wish} << 401;
        QTest::newRow("without a wish") << "OPTIONS"_ba << http::Headers{origin} << 401;
        QTest::newRow("another method") << "POST"_ba << http::Headers{origin, wish} << 401;
    }
    void preflights()
    {
        QFETCH(QByteArray, method);
        QFETCH(http::Headers, headers);
        QFETCH(int, status);
        const auto settings = withKeys({{.name = "one", .secret = Secret}});
        QCOMPARE(statusOf(settings, requestWith(headers, method)), status);
        const auto caller = api::Access(settings).admit(requestWith(headers, method));
        QVERIFY(!caller || !caller->isKnown);
    }

    void keys_data()
    {
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<QByteArray>("caller"); // whose key it is; empty: nobody's
        const auto row = [](const char *name, const http::Headers &headers, const char *caller) {
            QTest::newRow(name) << headers << QByteArray(caller);
        };
        row("nothing", {}, "");
        row("bearer", {{"Authorization", "Bearer "_ba + Secret}}, "one");
        row("another's", {{"Authorization", "Bearer "_ba + OtherSecret}}, "two");
        row("the setting's", {{"Authorization", "Bearer of-the-command-line"}}, "api-key");
        row("small letters", {{"authorization", "bearer "_ba + Secret}}, "one");
        row("capitals", {{"AUTHORIZATION", "BEARER "_ba + Secret}}, "one");
        row("blanks", {{"Authorization", "  Bearer   "_ba + Secret + "  "}}, "one");
        row("x-api-key", {{"X-Api-Key", Secret}}, "one");
        row("both", {{"Authorization", "Bearer "_ba + Secret}, {"x-api-key", Secret}}, "one");
        row("both, different", {{"Authorization", "Bearer "_ba + Secret}, {"x-api-key", OtherSecret}}, "");
        row("both, one wrong", {{"Authorization", "Bearer x"}, {"x-api-key", Secret}}, "");
        row("twice, different", {{"Authorization", "Bearer x"}, {"Authorization", "Bearer "_ba + Secret}},
            "");
        row("an empty one beside it", {{"Authorization", "Bearer "}, {"x-api-key", Secret}}, "one");
        row("a proxy's beside it", {{"Authorization", "Basic Zm9vOmJhcg=="}, {"x-api-key", Secret}}, "one");
        row("no scheme", {{"Authorization", Secret}}, "");
        row("another scheme", {{"Authorization", "Basic "_ba + Secret}}, "");
        row("wrong", {{"Authorization", "Bearer anything"}}, "");
        row("too short", {{"Authorization", "Bearer "_ba + QByteArray(Secret).chopped(1)}}, "");
        row("too long", {{"Authorization", "Bearer "_ba + Secret + "0"}}, "");
        row("capitals in the key", {{"Authorization", "Bearer "_ba + QByteArray(Secret).toUpper()}}, "");
        row("a zero byte behind it", {{"x-api-key", QByteArray(Secret) + '\0'}}, "");
        row("the name", {{"Authorization", "Bearer one"}}, "");
    }
    void keys()
    {
        QFETCH(http::Headers, headers);
        QFETCH(QByteArray, caller);
        auto settings = withKeys({{.name = "one",
                                      .secret = Secret,
                                      .models = {"haiku"},
                                      .tools = settings::Tools::Chat,
                                      .folder = u"/a"_s},
            {.name = "two", .secret = OtherSecret}});
        settings.server.apiKey = "of-the-command-line";
        const auto admitted = api::Access(settings).admit(requestWith(headers));
        QCOMPARE(bool(admitted), !caller.isEmpty());
        if (admitted) {
            QCOMPARE(admitted->key, caller);
            QVERIFY(admitted->isKnown);
            const bool isLimited = caller == "one";
            QCOMPARE(admitted->models, isLimited ? QByteArrayList{"haiku"} : QByteArrayList());
            QVERIFY(admitted->tools == (isLimited ? std::optional(settings::Tools::Chat) : std::nullopt));
            QCOMPARE(admitted->folder, isLimited ? u"/a"_s : QString());
            return;
        }
        const auto &refusal = admitted.error();
        QCOMPARE(refusal.status, 401);
        QCOMPARE(refusal.type, "invalid_request_error");
        QCOMPARE(refusal.code, "invalid_api_key");
        QCOMPARE(http::headerValue(refusal.headers, "WWW-Authenticate"), "Bearer");
        QVERIFY(refusal.message.contains("claude-relay key show"));
        for (const auto &[name, value] : headers)
            QVERIFY(!refusal.message.contains(value.trimmed()));
        // Nobody's key is worth as much as none: no more is told.
        const auto open = api::Access(settings).admit(requestWith(headers), api::Access::Door::Open);
        QVERIFY(!open || !open->isKnown);
    }

    void withoutKeysNoneIsAsked()
    {
        for (const auto *address : {"127.0.0.1", "::1", "127.9.9.9"}) {
            auto settings = settings::defaults();
            settings.server.host = QString::fromLatin1(address);
            QCOMPARE(statusOf(settings, requestWith({})), 200);
            QCOMPARE(statusOf(settings,
                         requestWith({{"Authorization", "Bearer anything"}, {"x-api-key", "something"}})),
                200);
            QCOMPARE(
                statusOf(settings, requestWith({{"Origin", "http://localhost"}, {"x-api-key", "x"}})), 200);
        }
        auto onlySocket = settings::defaults();
        onlySocket.server.host = u"0.0.0.0"_s;
        onlySocket.server.tcp = false;
        QCOMPARE(statusOf(onlySocket, requestWith({})), 200);
    }

    // The core does not start like this; if it did, nobody would get in.
    void otherMachinesGetNothingWithoutAKey()
    {
        for (const auto *address : {"0.0.0.0", "::", "192.168.1.5"}) {
            auto settings = settings::defaults();
            settings.server.host = QString::fromLatin1(address);
            QCOMPARE(statusOf(settings, requestWith({})), 401);
            QCOMPARE(statusOf(settings, requestWith({{"Authorization", "Bearer anything"}})), 401);
            QCOMPARE(statusOf(settings, requestWith({{"Authorization", "Bearer "}})), 401);
        }
    }

    void whoIsNotKnownGetsInWhereItIsOpen()
    {
        const auto settings = withKeys({{.name = "one", .secret = Secret}});
        const auto ask = [&](const http::Headers &headers) {
            return api::Access(settings).admit(requestWith(headers, "GET"), api::Access::Door::Open);
        };
        QVERIFY(!ask({})->isKnown);
        QVERIFY(ask({{"x-api-key", Secret}})->isKnown);
        QCOMPARE(ask({{"x-api-key", "wrong"}}).error().status, 401);
        QVERIFY(api::Access(settings::defaults()).admit(requestWith({}), api::Access::Door::Open)->isKnown);
    }
};

QTEST_GUILESS_MAIN(ApiAccess)
#include "access_test.moc"
