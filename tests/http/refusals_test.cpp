#include "raw_client.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

// What a server does with requests that are wrong or too large.
class RefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesPolitely();
    void refusesABodyBeforeItComes();
    void refusesWhoGoesOnSending();
    void answersWhatCameBefore();
    void neverAnswersThePoisoned_data();
    void neverAnswersThePoisoned();
    void lostRequestOfQtIsRefused();
    void largeBodies_data();
    void largeBodies();
    void continueIsSaidOnce();
    void oldProtocol_data();
    void oldProtocol();
    void absoluteTarget();
    void headGetsNoBody();
};

void RefusalsTest::refusesPolitely()
{
    Recorder recorder;
    QSignalSpy refused(recorder.server.get(), &http::Server::refused);
    RawClient client(recorder.port);
    const auto answer = client.ask("GET / HTTP/3.0\r\n\r\n");
    QCOMPARE(answer.status, 505);
    QCOMPARE(answer.header("content-type"), "application/json"_ba);
    QCOMPARE(answer.header("connection"), "close"_ba);
    const auto error = QJsonDocument::fromJson(answer.body)["error"_L1].toObject();
    QCOMPARE(error.keys(), QStringList({u"code"_s, u"message"_s, u"param"_s, u"type"_s}));
    QCOMPARE(error["type"_L1].toString(), u"invalid_request_error"_s);
    QVERIFY(error["param"_L1].isNull());
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError); // no reset
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused[0][0].toInt(), 505);
    QVERIFY(recorder.exchanges.empty());
}

void RefusalsTest::refusesABodyBeforeItComes()
{
    http::Limits limits;
    limits.body = 1000;
    Recorder recorder(limits);
    RawClient client(recorder.port);
    const auto answer = client.ask(Post + "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(answer.status, 413);
    QCOMPARE(codeIn(answer), "request_too_large"_ba);
    QVERIFY(answer.body.contains("1000 bytes (--max-body)"));
}

// A reset would take the answer from a client that only reads once it has sent all.
void RefusalsTest::refusesWhoGoesOnSending()
{
    http::Limits limits;
    limits.body = 1000;
    Recorder recorder(limits);
    RawClient client(recorder.port);
    client.write(Post + "Content-Length: 30000000\r\n\r\n" + QByteArray(30'000'000, 'x'));
    QTRY_COMPARE(client.bytesToWrite(), 0);
    QCOMPARE(client.next().status, 413);
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError);
}

void RefusalsTest::answersWhatCameBefore()
{
    Recorder recorder;
    recorder.handler = echoPath;
    RawClient client(recorder.port);
    client.write(get("/1") + get("/2") + "GET / HTTP/1.1\r\n\r\n" + get("/3"));
    QCOMPARE(client.next().body, "/1"_ba);
    QCOMPARE(client.next().body, "/2"_ba);
    QCOMPARE(client.next().status, 400);
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(client.received, QByteArray());
}

void RefusalsTest::neverAnswersThePoisoned_data()
{
    const QByteArray poison = "GET /poison HTTP/1.1\r\nHost: h\r\n\r\n";
    const auto length = "Content-Length: " + QByteArray::number(poison.size()) + "\r\n";
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("CL.TE") << Post + length + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + poison;
    QTest::newRow("TE.CL") << Post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n" + poison;
    QTest::newRow("TE.TE") << Post
            + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + poison;
    QTest::newRow("hidden TE") << Post + "Transfer-Encoding : chunked\r\n" + length + "\r\n0\r\n\r\n"
            + poison;
    QTest::newRow("folded TE") << Post + "X: y\r\n Transfer-Encoding: chunked\r\n" + length + "\r\n" + poison;
    QTest::newRow("two lengths") << Post + "Content-Length: 0\r\n" + length + "\r\n" + poison;
    QTest::newRow("length with sign") << Post + "Content-Length: +0\r\n\r\n" + poison;
    QTest::newRow("length and more") << Post + "Content-Length: 0x\r\n\r\n" + poison;
    QTest::newRow("chunk size and more") << Post + "Transfer-Encoding: chunked\r\n\r\n0x\r\n\r\n" + poison;
    QTest::newRow("chunk with LF") << Post + "Transfer-Encoding: chunked\r\n\r\n0\n\n" + poison;
    QTest::newRow("bare CR") << "POST /p HTTP/1.1\r\nHost: h\rContent-Length: 0\r\n" + length + "\r\n"
            + poison;
    QTest::newRow("no length") << Post + "\r\n" + poison;
    QTest::newRow("many headers") << Post + QByteArray("X: y\r\n").repeated(120) + length + "\r\n" + poison;
}

void RefusalsTest::neverAnswersThePoisoned()
{
    QFETCH(const QByteArray, bytes);
    Recorder recorder;
    recorder.handler = echoPath;
    QSignalSpy refused(recorder.server.get(), &http::Server::refused);
    RawClient client(recorder.port);
    const auto answer = client.ask(bytes);
    QVERIFY2(answer.status >= 400, answer.body.constData());
    QTRY_VERIFY(!client.isConnected());
    QVERIFY(!client.received.contains("poison"));
    QCOMPARE(refused.size(), 1);
}

// What our framing lets through and Qt can't read is not answered by guessing.
void RefusalsTest::lostRequestOfQtIsRefused()
{
    Recorder recorder;
    recorder.handler = echoPath;
    for (const QByteArray &target :
        {"/%zz"_ba, "/a%00b"_ba, "/[x]{y}|\\^`"_ba, "/#a"_ba, "/?%"_ba, "/:80"_ba}) {
        RawClient client(recorder.port);
        const auto answer = client.ask(get(target));
        QVERIFY2(answer.status == 200 || answer.status == 400, target.constData());
        QCOMPARE(client.ask(get("/next")).body, answer.status == 200 ? "/next"_ba : QByteArray());
    }
}

void RefusalsTest::largeBodies_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("counted") << false;
    QTest::newRow("chunked") << true;
}

void RefusalsTest::largeBodies()
{
    QFETCH(const bool, chunked);
    QByteArray body(10'000'000, 'x');
    for (qsizetype i = 0; i < body.size(); i += 7)
        body[i] = char(i);
    Recorder recorder;
    RawClient client(recorder.port);
    if (chunked) {
        client.write(Post + "Transfer-Encoding: chunked\r\n\r\n");
        for (qsizetype at = 0; at < body.size(); at += 77'777) {
            const auto piece = body.mid(at, 77'777);
            client.write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
        }
        client.write("0\r\n\r\n");
    } else {
        client.write(Post + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QVERIFY(recorder.exchanges[0].request.body == body);
}

void RefusalsTest::continueIsSaidOnce()
{
    Recorder recorder;
    recorder.handler = echoPath;
    RawClient client(recorder.port);
    client.write(Post + "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    QTRY_COMPARE(client.received, "HTTP/1.1 100 Continue\r\n\r\n"_ba);
    client.received.clear();
    client.write("ab");
    recorder.catchUp();
    client.write("cd");
    QCOMPARE(client.next().body, "/p"_ba);
    // Not to who does not wait for it.
    client.write(Post + "Content-Length: 4\r\nExpect: 100-continue\r\n\r\nabcd");
    QCOMPARE(client.next().body, "/p"_ba);
}

void RefusalsTest::oldProtocol_data()
{
    QTest::addColumn<bool>("streams");
    QTest::newRow("whole") << false;
    QTest::newRow("streamed") << true;
}

void RefusalsTest::oldProtocol()
{
    QFETCH(const bool, streams);
    Recorder recorder;
    recorder.handler = [&](const http::Request &, auto reply) {
        if (!streams)
            return reply->send(200, {}, "hello");
        reply->begin(200, {});
        reply->write("hel");
        reply->write("lo");
        reply->end();
    };
    RawClient client(recorder.port);
    client.write("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get("/more"));
    QTRY_VERIFY(!client.isConnected());
    QVERIFY(client.received.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(client.received.contains("Connection: close\r\n"));
    QVERIFY(!client.received.contains("Transfer-Encoding"));
    QVERIFY2(client.received.endsWith("\r\n\r\nhello"), client.received.constData());
}

void RefusalsTest::absoluteTarget()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(
        "POST http://localhost:1234/v1/x%20y?q=1 HTTP/1.1\r\nHost: evil\r\nContent-Length: 0\r\n\r\n");
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    const auto &request = recorder.exchanges[0].request;
    QCOMPARE(request.path, "/v1/x y"_ba);
    QCOMPARE(request.query, "q=1"_ba);
    QCOMPARE(request.header("host"), "localhost:1234"_ba);
}

void RefusalsTest::headGetsNoBody()
{
    Recorder recorder;
    RawClient client(recorder.port);
    const auto answer = client.ask("HEAD / HTTP/1.1\r\n\r\n", true);
    QCOMPARE(answer.status, 400);
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(client.received, QByteArray());
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "refusals_test.moc"
