#include "raw_client.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

// What a reply learns about a client that leaves.
class DisconnectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOnce_data();
    void tellsOnce();
    void notInsideTheHandler();
    void notAfterTheEnd();
    void dropsWaitingRequests();
    void replyMayBeDestroyedWhenTold();
    void replyOutlivesItsConnection();
    void halfClosedGetsWhatIsSentAtOnce();
    void halfClosedIsGoneOtherwise();
    void manyClients();
};

void DisconnectTest::tellsOnce_data()
{
    QTest::addColumn<bool>("begun");
    QTest::addColumn<bool>("reset");
    QTest::newRow("waiting, closed") << false << false;
    QTest::newRow("waiting, reset") << false << true;
    QTest::newRow("streaming, closed") << true << false;
    QTest::newRow("streaming, reset") << true << true;
}

void DisconnectTest::tellsOnce()
{
    QFETCH(const bool, begun);
    QFETCH(const bool, reset);
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    http::Reply &reply = *recorder.exchanges[0].reply;
    QSignalSpy told(&reply, &http::Reply::disconnected);
    if (begun) {
        reply.begin(200, {});
        reply.write("hello");
        QTRY_VERIFY(client.received.contains("hello"));
    }
    QCOMPARE(told.size(), 0);
    if (reset)
        client.breakOff();
    else
        client.disconnectFromHost();
    QTRY_COMPARE(told.size(), 1);
    for (int i = 0; i < 3; ++i) {
        reply.write("more");
        QTest::qWait(1);
    }
    QCOMPARE(told.size(), 1);
    QCOMPARE(reply.pending(), 0);
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

void DisconnectTest::notInsideTheHandler()
{
    Recorder recorder;
    std::unique_ptr<http::Reply> kept;
    int told = 0;
    int toldInside = 0;
    RawClient client(recorder.port);
    recorder.handler = [&](const http::Request &, std::unique_ptr<http::Reply> reply) {
        client.breakOff();
        kept = std::move(reply);
        connect(kept.get(), &http::Reply::disconnected, this, [&] {
            ++told;
            toldInside += recorder.inHandler;
        });
        kept->begin(200, {});
        for (int i = 0; i < 100; ++i)
            kept->write(QByteArray(100'000, 'x'));
    };
    client.write(get("/"));
    QTRY_COMPARE(told, 1);
    QCOMPARE(toldInside, 0);
}

void DisconnectTest::notAfterTheEnd()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QSignalSpy told(recorder.exchanges[0].reply.get(), &http::Reply::disconnected);
    recorder.exchanges[0].reply->send(200, {}, "hello");
    QCOMPARE(client.next().status, 200);
    client.disconnectFromHost();
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
    QTest::qWait(1);
    QCOMPARE(told.size(), 0);
}

void DisconnectTest::dropsWaitingRequests()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/1") + get("/2"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QSignalSpy told(recorder.exchanges[0].reply.get(), &http::Reply::disconnected);
    client.disconnectFromHost();
    QTRY_COMPARE(told.size(), 1);
    recorder.exchanges[0].reply->send(200, {}, "hello");
    recorder.catchUp();
    QCOMPARE(recorder.exchanges.size(), 1U);
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

void DisconnectTest::replyMayBeDestroyedWhenTold()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    http::Reply *reply = recorder.exchanges[0].reply.release();
    QSignalSpy destroyed(reply, &QObject::destroyed);
    connect(reply, &http::Reply::disconnected, this, [reply] { delete reply; });
    client.disconnectFromHost();
    QTRY_COMPARE(destroyed.size(), 1);
}

void DisconnectTest::replyOutlivesItsConnection()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    http::Reply &reply = *recorder.exchanges[0].reply;
    client.disconnectFromHost();
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
    reply.begin(200, {});
    reply.write("hello");
    QCOMPARE(reply.pending(), 0);
    QVERIFY(reply.hasBegun());
    reply.end();
    QVERIFY(reply.isFinished());
    recorder.exchanges.clear();
}

void DisconnectTest::halfClosedGetsWhatIsSentAtOnce()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "hello"); };
    RawClient client(recorder.port);
    client.write(get("/"));
    client.shutDownWriting();
    QCOMPARE(client.next().body, "hello"_ba);
}

// To the server it looks like a client that has closed, and that one must be noticed.
void DisconnectTest::halfClosedIsGoneOtherwise()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QSignalSpy told(recorder.exchanges[0].reply.get(), &http::Reply::disconnected);
    client.shutDownWriting();
    QTRY_COMPARE(told.size(), 1);
    QTRY_VERIFY(!client.isConnected());
}

void DisconnectTest::manyClients()
{
    Recorder recorder;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(std::make_unique<RawClient>(recorder.port));
        clients.back()->write(get("/" + QByteArray::number(i)));
    }
    QTRY_COMPARE(recorder.exchanges.size(), 200U);
    QCOMPARE(recorder.server->connectionCount(), 200);
    for (const auto &exchange : recorder.exchanges) {
        exchange.reply->begin(200, {});
        exchange.reply->write(exchange.request.path);
    }
    for (size_t i = 0; i < clients.size(); i += 2)
        clients[i]->disconnectFromHost();
    QTRY_COMPARE(recorder.server->connectionCount(), 100);
    for (const auto &exchange : recorder.exchanges)
        exchange.reply->end();
    for (size_t i = 1; i < clients.size(); i += 2)
        QCOMPARE(clients[i]->next().body, "/" + QByteArray::number(i));
}

QTEST_GUILESS_MAIN(DisconnectTest)
#include "disconnect_test.moc"
