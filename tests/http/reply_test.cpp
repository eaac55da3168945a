#include "raw_client.h"

#include <QDateTime>
#include <QTest>

#ifdef Q_OS_LINUX
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

// What an answer looks like on the wire, and when it gets there.
class ReplyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole();
    void streamed();
    void head_data();
    void head();
    void noBody_data();
    void noBody();
    void noLineBreaksInHeaders();
    void ownFramingIsLeftOut();
    void closesWhenAsked_data();
    void closesWhenAsked();
    void saysKeepAliveToWhoAsks();
    void bigAnswerBeforeClosing();
    void misuseIsHarmless();
    void piecesOfOnePassTravelTogether();
    void nothingIsHeldBackPastThePass();
    void slowClient();
    void unfinishedCloses_data();
    void unfinishedCloses();
};

void ReplyTest::whole()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) {
        QVERIFY(!reply->hasBegun());
        reply->send(404, {{"Content-Type", "text/plain"}}, "hello");
        QVERIFY(reply->hasBegun());
        QVERIFY(reply->isFinished());
    };
    RawClient client(recorder.port);
    const Answer answer = client.ask(get("/"));
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.reason, "Not Found"_ba);
    QCOMPARE(answer.header("content-type"), "text/plain"_ba);
    QCOMPARE(answer.header("content-length"), "5"_ba);
    QCOMPARE(answer.body, "hello"_ba);
    QVERIFY(!answer.has("transfer-encoding"));
    QVERIFY(!answer.has("connection"));
    QByteArray date = answer.header("date");
    QVERIFY2(date.endsWith(" GMT"), date.constData());
    const auto time =
        QDateTime::fromString(QString::fromLatin1(date.replace("GMT", "+0000")), Qt::RFC2822Date);
    QVERIFY2(time.isValid(), date.constData());
    QVERIFY(std::abs(time.secsTo(QDateTime::currentDateTimeUtc())) < 10);
    QVERIFY(client.isConnected());
}

void ReplyTest::streamed()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    http::Reply &reply = *recorder.exchanges[0].reply;
    reply.begin(200, {{"Content-Type", "text/event-stream"}});
    QVERIFY(reply.hasBegun());
    QVERIFY(!reply.isFinished());
    QTRY_VERIFY(client.received.endsWith("\r\n\r\n"));
    client.received.clear();
    reply.write("data: 1\n\n");
    QTRY_COMPARE(client.received, "9\r\ndata: 1\n\n\r\n"_ba);
    client.received.clear();
    reply.write("");
    reply.write(QByteArray(255, 'x'));
    reply.end();
    QVERIFY(reply.isFinished());
    QTRY_COMPARE(client.received, "ff\r\n" + QByteArray(255, 'x') + "\r\n0\r\n\r\n");
    QVERIFY(client.isConnected());
}

void ReplyTest::head_data()
{
    QTest::addColumn<bool>("streams");
    QTest::newRow("whole") << false;
    QTest::newRow("streamed") << true;
}

void ReplyTest::head()
{
    QFETCH(const bool, streams);
    Recorder recorder;
    recorder.handler = [&](const http::Request &, auto reply) {
        if (!streams)
            return reply->send(200, {}, "hello");
        reply->begin(200, {});
        reply->write("hello");
        reply->end();
    };
    RawClient client(recorder.port);
    const Answer answer = client.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", true);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-length"), streams ? QByteArray() : "5"_ba);
    QCOMPARE(answer.header("transfer-encoding"), streams ? "chunked"_ba : QByteArray());
    QCOMPARE(client.ask(get("/")).body, "hello"_ba); // nothing was in between
}

void ReplyTest::noBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("streams");
    QTest::newRow("204") << 204 << false;
    QTest::newRow("304") << 304 << false;
    QTest::newRow("204 streamed") << 204 << true;
}

void ReplyTest::noBody()
{
    QFETCH(const int, status);
    QFETCH(const bool, streams);
    Recorder recorder;
    recorder.handler = [&](const http::Request &, auto reply) {
        if (!streams)
            return reply->send(status, {}, "hello");
        reply->begin(status, {});
        reply->write("hello");
        reply->end();
    };
    RawClient client(recorder.port);
    for (int i = 0; i < 2; ++i) {
        const Answer answer = client.ask(get("/"));
        QCOMPARE(answer.status, status);
        QVERIFY(!answer.has("content-length"));
        QVERIFY(!answer.has("transfer-encoding"));
    }
    QCOMPARE(client.received, QByteArray());
}

void ReplyTest::noLineBreaksInHeaders()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) {
        reply->send(200, {{"X-Own", "a\r\nX-Evil: 1\n\rb"}, {"X-Na\r\nme", "\r\n"}}, "hello");
    };
    RawClient client(recorder.port);
    const Answer answer = client.ask(get("/"));
    QCOMPARE(answer.header("x-own"), "aX-Evil: 1b"_ba);
    QVERIFY(!answer.has("x-evil"));
    QVERIFY(answer.has("x-name"));
    QCOMPARE(answer.body, "hello"_ba);
}

void ReplyTest::ownFramingIsLeftOut()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) {
        reply->send(200,
            {{"content-length", "99"}, {"Transfer-Encoding", "chunked"}, {"connection", "close"},
                {"date", "now"}},
            "hello");
    };
    RawClient client(recorder.port);
    const Answer answer = client.ask(get("/"));
    QCOMPARE(answer.body, "hello"_ba);
    QVERIFY(!answer.has("transfer-encoding"));
    QVERIFY(!answer.has("connection"));
    QVERIFY(answer.header("date") != "now");
}

void ReplyTest::closesWhenAsked_data()
{
    QTest::addColumn<bool>("streams");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("whole") << false << "close"_ba;
    QTest::newRow("streamed") << true << "close"_ba;
    QTest::newRow("in a list") << false << "TE, Close"_ba;
}

void ReplyTest::closesWhenAsked()
{
    QFETCH(const bool, streams);
    QFETCH(const QByteArray, asked);
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/", "Connection: " + asked + "\r\n"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    http::Reply &reply = *recorder.exchanges[0].reply;
    if (streams) {
        reply.begin(200, {});
        reply.write("hello");
        QTRY_VERIFY(client.received.contains("hello"));
        QVERIFY(client.isConnected());
        reply.end();
    } else {
        reply.send(200, {}, "hello");
    }
    QTRY_VERIFY(!client.isConnected());
    Answer answer;
    QVERIFY(takeAnswer(client.received, answer));
    QCOMPARE(answer.body, "hello"_ba);
    QCOMPARE(answer.header("connection"), "close"_ba);
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

void ReplyTest::saysKeepAliveToWhoAsks()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "hello"); };
    RawClient client(recorder.port);
    QCOMPARE(client.ask(get("/", "Connection: Keep-Alive\r\n")).header("connection"), "keep-alive"_ba);
    QVERIFY(!client.ask(get("/")).has("connection"));
}

void ReplyTest::bigAnswerBeforeClosing()
{
    const QByteArray body(20'000'000, 'x');
    Recorder recorder;
    recorder.handler = [&](const http::Request &, auto reply) { reply->send(200, {}, body); };
    RawClient client(recorder.port);
    const Answer answer = client.ask(get("/", "Connection: close\r\n"));
    QVERIFY(answer.body == body);
    QTRY_VERIFY(!client.isConnected());
}

void ReplyTest::misuseIsHarmless()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) {
        reply->write("too early");
        reply->end();
        QVERIFY(!reply->isFinished());
        reply->begin(200, {});
        reply->begin(500, {});
        reply->send(500, {}, "x");
        reply->write("hello");
        reply->end();
        reply->end();
        reply->write("too late");
        reply->send(500, {}, "x");
    };
    RawClient client(recorder.port);
    const Answer answer = client.ask(get("/"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "hello"_ba);
    QCOMPARE(client.ask(get("/")).body, "hello"_ba);
}

void ReplyTest::piecesOfOnePassTravelTogether()
{
#ifdef Q_OS_LINUX
    const auto segments = [](const QTcpSocket &socket) {
        tcp_info info{};
        socklen_t size = sizeof info;
        getsockopt(static_cast<int>(socket.socketDescriptor()), IPPROTO_TCP, TCP_INFO, &info, &size);
        return info.tcpi_data_segs_in;
    };
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    http::Reply &reply = *recorder.exchanges[0].reply;
    const auto before = segments(client);
    reply.begin(200, {});
    for (int i = 0; i < 10; ++i)
        reply.write(QByteArray(200, 'x'));
    QVERIFY(reply.pending() > 2000);
    QTRY_COMPARE(client.received.count("c8\r\n"), 10);
    QCOMPARE(reply.pending(), 0);
    QCOMPARE(segments(client) - before, 1U);
    for (int i = 0; i < 10; ++i) {
        reply.write("y");
        QTRY_COMPARE(client.received.count("1\r\ny"), i + 1);
    }
    QCOMPARE(segments(client) - before, 11U); // else the count above proves nothing
#else
    QSKIP("counts TCP segments as Linux tells them");
#endif
}

void ReplyTest::nothingIsHeldBackPastThePass()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    recorder.exchanges[0].reply->begin(200, {});
    QCoreApplication::sendPostedEvents(); // no timer, no write notifier
    QVERIFY(client.waitForReadyRead(2000));
    client.received.clear();
    recorder.exchanges[0].reply->write("x");
    QCoreApplication::sendPostedEvents();
    QVERIFY(client.waitForReadyRead(2000));
    QCOMPARE(client.received, "1\r\nx\r\n"_ba);
}

void ReplyTest::slowClient()
{
    http::Limits limits;
    limits.unsent = 100'000'000;
    Recorder recorder(limits);
    RawClient client(recorder.port);
    client.setReadBufferSize(1);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    http::Reply &reply = *recorder.exchanges[0].reply;
    reply.begin(200, {});
    const QByteArray piece(100'000, 'x');
    for (int i = 0; i < 200; ++i)
        reply.write(piece);
    QVERIFY(reply.pending() > 20'000'000);
    QCoreApplication::processEvents();
    QVERIFY(reply.pending() > 0);
    client.setReadBufferSize(0);
    QTRY_COMPARE(reply.pending(), 0);
    reply.end();
    const Answer answer = client.next();
    QCOMPARE(answer.chunks.size(), 200);
    QVERIFY(answer.body == piece.repeated(200));
}

void ReplyTest::unfinishedCloses_data()
{
    QTest::addColumn<bool>("inHandler");
    QTest::addColumn<bool>("begun");
    QTest::newRow("at once") << true << false;
    QTest::newRow("at once, begun") << true << true;
    QTest::newRow("later") << false << false;
    QTest::newRow("later, begun") << false << true;
}

void ReplyTest::unfinishedCloses()
{
    QFETCH(const bool, inHandler);
    QFETCH(const bool, begun);
    const auto spoil = [&](std::unique_ptr<http::Reply> reply) {
        if (!begun)
            return;
        reply->begin(200, {});
        reply->write("half an ans");
    };
    Recorder recorder;
    if (inHandler)
        recorder.handler = [&](const http::Request &, auto reply) { spoil(std::move(reply)); };
    RawClient client(recorder.port);
    client.write(get("/1") + get("/2"));
    if (!inHandler) {
        QTRY_COMPARE(recorder.exchanges.size(), 1U);
        spoil(std::move(recorder.exchanges[0].reply));
    }
    QTRY_VERIFY(!client.isConnected());
    QCOMPARE(client.received.isEmpty(), !begun);
    QVERIFY(!begun || client.received.endsWith("half an ans\r\n"));
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
    QVERIFY(recorder.exchanges.size() <= 1);
}

QTEST_GUILESS_MAIN(ReplyTest)
#include "reply_test.moc"
