#include "api/access.h"

#include <QHostInfo>
#include <QNetworkInterface>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr auto Secret = "sk-relay-0123456789abcdef";

http::Request requestWith(const http::Headers &headers, const QByteArray &method = "POST")
{
    return {.method = method, .path = "/v1/chat/completions", .headers = headers};
}

// Empty: may ask.
QByteArray codeOf(const settings::Settings &settings, const http::Request &request,
    api::Access::Door door = api::Access::Door::Locked)
{
    const auto caller = api::Access(settings).admit(request, door);
    return caller ? QByteArray() : caller.error().code;
}

} // namespace

// By what name the relay may be asked, and what a body must be called.
class ApiHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *name, const QByteArray &host, bool allowed) {
            QTest::newRow(name) << host << allowed;
        };
        row("address", "127.0.0.1:8082", true);
        row("another of loopback", "127.1.2.3", true);
        row("name", "localhost:8082", true);
        row("name, without port", "localhost", true);
        row("name, empty port", "localhost:", true);
        row("capitals", "LOCALHOST:8082", true);
        row("dot at the end", "localhost.:8082", true);
        row("dot behind an address", "127.0.0.1.:8082", true);
        row("a name of localhost", "a.b.localhost", true);
        row("IPv6", "[::1]:8082", true);
        row("IPv6, without port", "[::1]", true);
        row("IPv6, long", "[0:0:0:0:0:0:0:1]:8082", true);
        row("IPv4 in IPv6", "[::ffff:127.0.0.1]:8082", true);
        row("from a container", "host.docker.internal:8082", true);
        row("from another container", "host.containers.internal", true);
        row("that it came to", "192.168.77.5:8082", true);
        row("that it came to, dot", "192.168.77.5.", true);
        row("that it came to, as IPv6", "[::ffff:192.168.77.5]", true);
        row("a setting", "relay.example.org", true);
        row("a setting, capitals, port, dot", "Relay.Example.Org.:443", true);
        row("a setting's address", "10.9.8.7:8082", true);
        row("this machine's name", QHostInfo::localHostName().toLatin1(), true);
        row("this machine's name, capitals", QHostInfo::localHostName().toUpper().toLatin1() + ":8082", true);
        row("this machine's name, local", QHostInfo::localHostName().toLatin1() + ".local", true);
        row("rebound", "evil.example:8082", false);
        row("looks like an address", "127.0.0.1.evil.example", false);
        row("looks like localhost", "localhost.evil.example", false);
        row("ends like localhost", "evillocalhost", false);
        row("just the ending", ".localhost", false);
        row("a setting, more before it", "a.relay.example.org", false);
        row("a setting, more behind it", "relay.example.org.evil.example", false);
        row("two dots at the end", "localhost..", false);
        row("an address elsewhere", "192.0.2.1", false);
        row("an IPv6 address elsewhere", "[2001:db8::1]", false);
        row("any address", "0.0.0.0:8082", false);
        row("user part", "localhost@evil.example", false);
        row("user part, other way", "evil.example@localhost", false);
        row("user part as a port", "localhost:80@evil.example", false);
        row("port that is none", "localhost:80a", false);
        row("port that is long", "localhost:8082000", false);
        row("two ports", "localhost:80:80", false);
        row("brackets around a name", "[localhost]", false);
        row("brackets around IPv4", "[127.0.0.1]", false);
        row("open bracket", "[::1", false);
        row("more behind brackets", "[::1].evil.example", false);
        row("IPv6 without brackets", "::1", false);
        row("an octal number", "0177.0.0.1", false);
        row("one number", "2130706433", false);
        row("short", "127.1", false);
        row("garbage", "a b c", false);
        row("a path", "localhost/x", false);
        row("a list", "localhost, evil.example", false);
        row("not ASCII",
            "lo\xc4\xb1"
            "calhost",
            false);
        row("a zero byte", QByteArray("localhost\0.evil.example", 23), false);
        row("a line end", "localhost\r\nX: y", false);
        row("only a port", ":8082", false);
        row("only a dot", ".", false);
    }
    void hosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, allowed);
        for (const auto *address : {"127.0.0.1", "0.0.0.0", "::"}) {
            auto settings = settings::defaults();
            settings.keys = {{.name = "one", .secret = Secret}};
            settings.server.host = QString::fromLatin1(address);
            settings.server.hosts = {u"relay.example.org"_s, u"10.9.8.7"_s};
            auto request = requestWith({{"Host", host}, {"x-api-key", Secret}});
            request.localAddress = QHostAddress(u"192.168.77.5"_s);
            QCOMPARE(codeOf(settings, request), allowed ? ""_ba : "host_not_allowed"_ba);
            request.localAddress = QHostAddress(u"::ffff:192.168.77.5"_s);
            QCOMPARE(codeOf(settings, request), allowed ? ""_ba : "host_not_allowed"_ba);
        }
    }

    void ownAddressesAreKnown()
    {
        auto addresses = QNetworkInterface::allAddresses();
        QVERIFY(!addresses.isEmpty());
        for (auto &address : addresses) {
            address.setScopeId({});
            const auto text = address.toString().toLatin1();
            const auto host = address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + text + ']' : text;
            QCOMPARE(codeOf(settings::defaults(), requestWith({{"Host", host + ":8082"}})), "");
        }
    }

    void onlyProgramsLeaveTheHostOut()
    {
        QCOMPARE(codeOf(settings::defaults(), requestWith({})), "");
        QCOMPARE(codeOf(settings::defaults(), requestWith({{"Host", ""}})), "");
        QCOMPARE(codeOf(settings::defaults(), requestWith({{"Host", "localhost"}, {"Host", "localhost"}})),
            "host_not_allowed");
        QCOMPARE(codeOf(settings::defaults(), requestWith({{"Host", ""}, {"Host", "evil.example"}})),
            "host_not_allowed");
    }

    void theHostCountsForPreflightsAndWhatIsOpen()
    {
        const auto preflight = requestWith({{"Host", "evil.example"}, {"Origin", "http://localhost"},
                                               {"Access-Control-Request-Method", "POST"}},
            "OPTIONS");
        QCOMPARE(codeOf(settings::defaults(), preflight), "host_not_allowed");
        QCOMPARE(
            codeOf(settings::defaults(), requestWith({{"Host", "evil.example"}}), api::Access::Door::Open),
            "host_not_allowed");
    }

    void contentTypes_data()
    {
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char *name, const QByteArray &type, bool taken) {
            QTest::newRow(name) << http::Headers{{"Content-Type", type}} << taken;
        };
        row("JSON", "application/json", true);
        row("JSON, charset", "application/json; charset=utf-8", true);
        row("JSON, capitals", "Application/JSON ;charset=UTF-8", true);
        row("text", "text/plain", false);
        row("text that names JSON", "text/plain; application/json", false);
        row("a form", "application/x-www-form-urlencoded", false);
        row("a form with parts", "multipart/form-data; boundary=application/json", false);
        row("more behind it", "application/jsonp", false);
        row("a list", "text/plain, application/json", false);
        row("empty", "", false);
        QTest::newRow("none") << http::Headers() << false;
        QTest::newRow("two") << http::Headers{{"Content-Type", "application/json"},
            {"Content-Type", "text/plain"}}
                             << false;
    }
    void contentTypes()
    {
        QFETCH(http::Headers, headers);
        QFETCH(bool, taken);
        const auto refusal = api::refuseContentType(requestWith(headers));
        QCOMPARE(!refusal, taken);
        if (refusal) {
            QCOMPARE(refusal->status, 415);
            QVERIFY(refusal->message.contains("Content-Type: application/json"));
        }
    }
};

QTEST_GUILESS_MAIN(ApiHosts)
#include "hosts_test.moc"
