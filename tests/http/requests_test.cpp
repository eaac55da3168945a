#include "raw_client.h"

#include <QTest>

using namespace Qt::StringLiterals;

// What reaches the handler, and in what order.
class RequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void methods_data();
    void methods();
    void partsOfARequest();
    void repeatedHeaders();
    void chunkedRequestBody();
    void requestInPieces();
    void keepsTheConnection();
    void pipelinedInOrder();
    void pipelinedAnsweredAtOnce();
    void garbageDoesNotCutTheAnswerBefore();
    void expectIsAnswered();
    void tooManyHeadersSmuggleNothing();
    void webSocket_data();
    void webSocket();
};

void RequestsTest::methods_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("expected");
    for (const char *method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        QTest::newRow(method) << QByteArray(method) << QByteArray(method);
    QTest::newRow("unknown") << "PROPFIND"_ba << QByteArray();
}

void RequestsTest::methods()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, expected);
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(sent + " /any/where HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QCOMPARE(recorder.exchanges[0].request.method, expected);
    QCOMPARE(recorder.exchanges[0].request.path, "/any/where"_ba);
    recorder.exchanges[0].reply->send(200, {}, "x");
    QCOMPARE(client.next(sent == "HEAD").status, 200);
}

void RequestsTest::partsOfARequest()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write("POST /a%20b/%C3%A9?x=%20y&z=1 HTTP/1.1\r\nHost: localhost\r\nX-Own: one, two\r\n"
                 "Content-Length: 5\r\n\r\nhello");
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    const http::Request &request = recorder.exchanges[0].request;
    QCOMPARE(request.method, "POST"_ba);
    QCOMPARE(request.path, "/a b/\xC3\xA9"_ba);
    QCOMPARE(request.query, "x=%20y&z=1"_ba);
    QCOMPARE(request.header("host"), "localhost"_ba);
    QCOMPARE(request.header("X-OWN"), "one, two"_ba);
    QCOMPARE(request.header("missing"), QByteArray());
    QCOMPARE(request.body, "hello"_ba);
    QCOMPARE(request.peer, QHostAddress(QHostAddress::LocalHost));
    QVERIFY(http::headerHasToken(request.headers, "x-own", "TWO"));
    QVERIFY(!http::headerHasToken(request.headers, "x-own", "on"));
}

void RequestsTest::repeatedHeaders()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/", "X-Own: one\r\nX-Own: two\r\n"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    const http::Headers &headers = recorder.exchanges[0].request.headers;
    QCOMPARE(http::headerValue(headers, "x-own"), "one"_ba);
    QVERIFY(http::headerHasToken(headers, "x-own", "two"));
}

void RequestsTest::chunkedRequestBody()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QCOMPARE(recorder.exchanges[0].request.body, "hello world"_ba);
}

void RequestsTest::requestInPieces()
{
    Recorder recorder;
    RawClient client(recorder.port);
    const QByteArray request = "POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"_ba;
    for (char c : request) {
        QVERIFY(recorder.exchanges.empty());
        client.write(&c, 1);
        client.flush();
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QCOMPARE(recorder.exchanges[0].request.body, "abc"_ba);
}

void RequestsTest::keepsTheConnection()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &request, auto reply) { reply->send(200, {}, request.path); };
    RawClient client(recorder.port);
    for (int i = 0; i < 20; ++i) {
        const QByteArray path = "/" + QByteArray::number(i);
        QCOMPARE(client.ask(get(path)).body, path);
    }
    QCOMPARE(recorder.server->connectionCount(), 1);
    client.disconnectFromHost();
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

void RequestsTest::pipelinedInOrder()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/1") + get("/2") + get("/3"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    recorder.exchanges[0].reply->begin(200, {});
    recorder.exchanges[0].reply->write("one ");
    QTRY_VERIFY(client.received.endsWith("one \r\n"));
    QCOMPARE(recorder.exchanges.size(), 1U);
    recorder.exchanges[0].reply->write("still one");
    recorder.exchanges[0].reply->end();
    QTRY_COMPARE(recorder.exchanges.size(), 2U);
    QCOMPARE(recorder.exchanges[1].request.path, "/2"_ba);
    QCOMPARE(client.next().body, "one still one"_ba);
    client.write(get("/4"));
    recorder.exchanges[1].reply->send(200, {}, "two");
    QTRY_COMPARE(recorder.exchanges.size(), 3U);
    recorder.exchanges[2].reply->send(200, {}, "three");
    QTRY_COMPARE(recorder.exchanges.size(), 4U);
    QCOMPARE(recorder.exchanges[3].request.path, "/4"_ba);
    recorder.exchanges[3].reply->send(200, {}, "four");
    for (const char *body : {"two", "three", "four"})
        QCOMPARE(client.next().body, QByteArray(body));
}

void RequestsTest::pipelinedAnsweredAtOnce()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &request, auto reply) { reply->send(200, {}, request.path); };
    RawClient client(recorder.port);
    QByteArray requests;
    for (int i = 0; i < 50; ++i)
        requests += get("/" + QByteArray::number(i));
    client.write(requests);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(client.next().body, "/" + QByteArray::number(i));
}

void RequestsTest::garbageDoesNotCutTheAnswerBefore()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/1") + "garbage\r\n\r\n");
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    recorder.catchUp(); // a Qt that reads on has seen the garbage by now
    recorder.exchanges[0].reply->begin(200, {});
    recorder.exchanges[0].reply->write("whole");
    recorder.exchanges[0].reply->end();
    QCOMPARE(client.next().body, "whole"_ba);
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(recorder.exchanges.size(), 1U);
}

void RequestsTest::expectIsAnswered()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(client.received, "HTTP/1.1 100 Continue\r\n\r\n");
    client.received.clear();
    client.write("abc");
    QTRY_COMPARE(recorder.exchanges.size(), 1u);
    QCOMPARE(recorder.exchanges[0].request.body, "abc");
    recorder.exchanges[0].reply->send(200, {}, "ok");
    QCOMPARE(client.next().status, 200);
}

// Qt 6.4 drops all headers then, and takes the body for the next request.
void RequestsTest::tooManyHeadersSmuggleNothing()
{
    Recorder recorder;
    RawClient client(recorder.port);
    const QByteArray smuggled = "POST /smuggled HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
    QByteArray request =
        "POST /first HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(smuggled.size()) + "\r\n";
    for (int i = 0; i < 120; ++i)
        request += "X-H" + QByteArray::number(i) + ": 1\r\n";
    client.write(request + "\r\n" + smuggled);
    QCOMPARE(client.next().status, 431);
    QTRY_VERIFY(!client.isConnected());
    QVERIFY(recorder.exchanges.empty());
}

void RequestsTest::webSocket_data()
{
    QTest::addColumn<bool>("later");
    QTest::newRow("at once") << false;
    QTest::newRow("later") << true;
}

void RequestsTest::webSocket()
{
    QFETCH(const bool, later);
    Recorder recorder;
    int calls = 0;
    if (!later) {
        recorder.handler = [&calls](const http::Request &, auto reply) {
            ++calls;
            reply->send(426, {{"X-Own", "1"}}, "plain");
        };
    }
    RawClient client(recorder.port);
    client.write(get("/ws",
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    if (later) {
        QTRY_COMPARE(recorder.exchanges.size(), 1U);
        recorder.catchUp();
        QCOMPARE(recorder.exchanges.size(), 1U);
        QCOMPARE(recorder.exchanges[0].request.path, "/ws"_ba);
        recorder.exchanges[0].reply->send(426, {}, "plain");
    }
    const Answer answer = client.next();
    QCOMPARE(answer.status, 426);
    QCOMPARE(answer.body, "plain"_ba);
    QCOMPARE(answer.header("connection"), "close"_ba);
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(client.received, QByteArray());
    if (!later)
        QCOMPARE(calls, 1);
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

QTEST_GUILESS_MAIN(RequestsTest)
#include "requests_test.moc"
