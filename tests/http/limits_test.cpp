#include "raw_client.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// What a server does with clients that are slow or too many.
class LimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowHead();
    void slowBody();
    void drippingBody();
    void steadyBodyMayTakeItsTime();
    void idleIsClosedQuietly();
    void answeringIsNotIdle();
    void tooManyConnections();
    void floodOfConnections();
    void stallIsCutOff();
    void stallAfterTheEndIsCutOff();
    void slowIsNotCutOff();
    void excessIsCutOff();
    void bodiesTogetherAreBounded();
    void newLimitsHoldAtOnce();
    void requestsWaitInTheSocket();
};

namespace {

// Connects, and does nothing more.
int connectSilently(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("no connection to port %d", port);
    return descriptor;
}

// Sends a byte at a time until there is an answer.
bool drips(RawClient &client)
{
    return QTest::qWaitFor(
        [&client] {
            client.write("x");
            return !client.received.isEmpty();
        },
        10'000);
}

http::Limits brief(std::chrono::milliseconds http::Limits::*time, std::chrono::milliseconds value = 100ms)
{
    http::Limits limits;
    limits.*time = value;
    return limits;
}

} // namespace

void LimitsTest::slowHead()
{
    Recorder recorder(brief(&http::Limits::headerTime));
    RawClient client(recorder.port);
    client.write("GET / HT");
    QVERIFY(drips(client)); // signs of life do not count
    const auto answer = client.next();
    QCOMPARE(answer.status, 408);
    QVERIFY(answer.body.contains("0.1 s (--header-time)"));
    QTRY_VERIFY(!client.isConnected());
}

void LimitsTest::slowBody()
{
    Recorder recorder(brief(&http::Limits::bodyTime));
    for (const auto *how : {"Content-Length: 10\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n"}) {
        RawClient client(recorder.port);
        const auto answer = client.ask(Post + how + "abc");
        QCOMPARE(answer.status, 408);
        QVERIFY(answer.body.contains("0.1 s (--body-time)"));
        QTRY_VERIFY(!client.isConnected());
    }
}

// A byte every now and then is no body on its way, whatever has come before.
void LimitsTest::drippingBody()
{
    Recorder recorder(brief(&http::Limits::bodyTime));
    for (const auto &begun : {QByteArray(), QByteArray(1'000'000, 'x')}) {
        RawClient client(recorder.port);
        client.write(Post + "Content-Length: 2000000\r\n\r\n" + begun);
        QVERIFY(drips(client));
        QCOMPARE(client.next().status, 408);
        QTRY_VERIFY(!client.isConnected());
    }
}

void LimitsTest::steadyBodyMayTakeItsTime()
{
    Recorder recorder(brief(&http::Limits::bodyTime, 1s));
    RawClient client(recorder.port);
    client.write(Post + "Content-Length: 15000\r\n\r\n");
    for (int i = 0; i < 15; ++i) {
        QTest::qWait(100);
        client.write(QByteArray(1'000, 'x'));
    }
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QCOMPARE(recorder.exchanges[0].request.body, QByteArray(15'000, 'x'));
}

void LimitsTest::idleIsClosedQuietly()
{
    Recorder recorder(brief(&http::Limits::idleTime));
    recorder.handler = echoPath;
    RawClient fresh(recorder.port);
    RawClient used(recorder.port);
    QCOMPARE(used.ask(get("/")).status, 200);
    RawClient blank(recorder.port);
    blank.write("\r\n");
    for (auto *client : {&fresh, &used, &blank}) {
        QTRY_VERIFY(!client->isConnected());
        QCOMPARE(client->received, QByteArray());
    }
}

void LimitsTest::answeringIsNotIdle()
{
    http::Limits limits;
    limits.idleTime = limits.headerTime = limits.bodyTime = limits.unsentTime = 50ms;
    Recorder recorder(limits);
    RawClient client(recorder.port);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    QTest::qWait(200);
    recorder.exchanges[0].reply->begin(200, {});
    recorder.exchanges[0].reply->write("a");
    QTest::qWait(200);
    recorder.exchanges[0].reply->write("b");
    recorder.exchanges[0].reply->end();
    QCOMPARE(client.next().body, "ab"_ba);
}

void LimitsTest::tooManyConnections()
{
    http::Limits limits;
    limits.connections = 3;
    Recorder recorder(limits);
    recorder.handler = echoPath;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(recorder.port));
        QCOMPARE(clients.back()->ask(get("/in")).body, "/in"_ba);
    }
    RawClient fourth(recorder.port);
    const auto answer = fourth.ask(get("/out"));
    QCOMPARE(answer.status, 503);
    QCOMPARE(codeIn(answer), "too_many_connections"_ba);
    QCOMPARE(answer.header("retry-after"), "1"_ba);
    QTRY_VERIFY(!fourth.isConnected());
    QCOMPARE(fourth.error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(recorder.server->connectionCount(), 3);
    for (const auto &client : clients)
        QCOMPARE(client->ask(get("/still")).body, "/still"_ba);
    clients.pop_back();
    QTRY_COMPARE(recorder.server->connectionCount(), 2);
    RawClient next(recorder.port);
    QCOMPARE(next.ask(get("/in")).body, "/in"_ba);
}

// Who is turned away and does not leave holds no descriptor for long, and beyond some of them none at all.
void LimitsTest::floodOfConnections()
{
    http::Limits limits;
    limits.connections = 3;
    Recorder recorder(limits);
    recorder.handler = echoPath;
    RawClient client(recorder.port);
    QCOMPARE(client.ask(get("/in")).body, "/in"_ba);
    std::vector<int> flood;
    for (int i = 0; i < 200; ++i)
        flood.push_back(connectSilently(recorder.port));
    QTRY_COMPARE(recorder.server->connectionCount(), 3 + 64);
    QCOMPARE(client.ask(get("/still")).body, "/still"_ba);
    QCOMPARE(recorder.server->connectionCount(), 3 + 64);
    QTRY_COMPARE_WITH_TIMEOUT(recorder.server->connectionCount(), 3, 10'000);
    for (const int descriptor : flood)
        ::close(descriptor);
    QTRY_COMPARE(recorder.server->connectionCount(), 1);
}

void LimitsTest::stallIsCutOff()
{
    Recorder recorder(brief(&http::Limits::unsentTime, 200ms));
    RawClient client(recorder.port);
    client.setReadBufferSize(1);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    auto &reply = *recorder.exchanges[0].reply;
    QSignalSpy told(&reply, &http::Reply::disconnected);
    reply.begin(200, {});
    for (int i = 0; i < 100; ++i)
        reply.write(QByteArray(100'000, 'x'));
    QElapsedTimer timer;
    timer.start();
    const auto isTold = [&] {
        reply.write("more"); // is no sign of life of the client
        return !told.isEmpty();
    };
    QVERIFY(QTest::qWaitFor(isTold, 10'000));
    QCOMPARE(told.size(), 1);
    QVERIFY(timer.elapsed() >= 190);
    QVERIFY(reply.whyCut().contains("--unsent-time"));
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

void LimitsTest::stallAfterTheEndIsCutOff()
{
    Recorder recorder(brief(&http::Limits::unsentTime, 100ms));
    recorder.handler = [](const http::Request &, auto reply) {
        reply->send(200, {}, QByteArray(20'000'000, 'x'));
    };
    for (const auto *connection : {"", "Connection: close\r\n"}) {
        RawClient client(recorder.port);
        client.setReadBufferSize(1);
        client.write(get("/1", connection) + get("/2"));
        QTRY_COMPARE(recorder.server->connectionCount(), 1);
        QTRY_COMPARE(recorder.server->connectionCount(), 0);
    }
}

void LimitsTest::slowIsNotCutOff()
{
    Recorder recorder(brief(&http::Limits::unsentTime, 200ms));
    recorder.handler = [](const http::Request &, auto reply) {
        reply->send(200, {}, QByteArray(60'000'000, 'x'));
    };
    RawClient client(recorder.port);
    client.setReadBufferSize(2'000'000);
    disconnect(&client, &QIODevice::readyRead, nullptr, nullptr);
    client.write(get("/"));
    qint64 size = 0;
    QElapsedTimer timer;
    timer.start();
    while (size < 60'000'000 && timer.elapsed() < 10'000) {
        QTest::qWait(20); // 30 of them
        size += client.readAll().size();
    }
    QVERIFY(size >= 60'000'000);
    QVERIFY(timer.elapsed() > 400);
}

void LimitsTest::excessIsCutOff()
{
    http::Limits limits;
    limits.unsent = 2'000'000;
    Recorder recorder(limits);
    RawClient client(recorder.port);
    client.setReadBufferSize(1);
    client.write(get("/"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    auto &reply = *recorder.exchanges[0].reply;
    QSignalSpy told(&reply, &http::Reply::disconnected);
    reply.begin(200, {});
    qint64 most = 0;
    for (int i = 0; i < 1000 && told.isEmpty(); ++i) {
        reply.write(QByteArray(100'000, 'x'));
        QCoreApplication::processEvents();
        most = std::max(most, reply.pending());
    }
    QCOMPARE(told.size(), 1);
    QVERIFY(most > 1'000'000);
    QVERIFY(most <= 2'100'000);
    QVERIFY(reply.whyCut().contains("--max-unsent"));
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

void LimitsTest::bodiesTogetherAreBounded()
{
    http::Limits limits;
    limits.body = 10'000;
    Recorder recorder(limits);
    recorder.handler = echoPath;
    const auto most = Post + "Content-Length: 10000\r\n\r\n" + QByteArray(9'000, 'x');
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(std::make_unique<RawClient>(recorder.port));
        clients.back()->write(most);
    }
    recorder.catchUp();
    RawClient fifth(recorder.port);
    const auto answer = fifth.ask(most);
    QCOMPARE(answer.status, 503);
    QCOMPARE(codeIn(answer), "too_many_bodies"_ba);
    QVERIFY(answer.has("retry-after"));
    const auto small = Post + "Content-Length: 150\r\n\r\n" + QByteArray(150, 'x');
    for (const auto &client : clients)
        client->write(QByteArray(999, 'x')); // all but a byte
    recorder.catchUp();
    QCOMPARE(RawClient(recorder.port).ask(small).body, "/p"_ba);
    // Who gives up, is refused or is whole makes room.
    clients[0]->breakOff();
    clients.erase(clients.begin());
    for (const auto &client : clients)
        QCOMPARE(client->ask("x").body, "/p"_ba);
    for (int i = 0; i < 10; ++i) {
        RawClient next(recorder.port);
        QCOMPARE(next.ask(most + QByteArray(1'000, 'x')).body, "/p"_ba);
        QCOMPARE(next.ask(most + QByteArray(1'000, 'x')).body, "/p"_ba);
    }
}

void LimitsTest::newLimitsHoldAtOnce()
{
    Recorder recorder;
    recorder.handler = echoPath;
    RawClient client(recorder.port);
    QCOMPARE(client.ask(Post + "Content-Length: 20\r\n\r\n" + QByteArray(20, 'x')).status, 200);
    http::Limits limits;
    limits.body = 10;
    limits.connections = 1;
    recorder.server->setLimits(limits);
    QCOMPARE(RawClient(recorder.port).ask(get("/")).status, 503);
    QCOMPARE(client.ask(Post + "Content-Length: 20\r\n\r\n" + QByteArray(20, 'x')).status, 413);
}

// They are not read ahead without an end, and none gets lost.
void LimitsTest::requestsWaitInTheSocket()
{
    Recorder recorder;
    RawClient client(recorder.port);
    const QByteArray request = Post + "Content-Length: 100000\r\n\r\n" + QByteArray(100'000, 'x');
    constexpr size_t Count = 200; // 20 MB: more than the system keeps for a socket
    for (size_t i = 0; i < Count; ++i)
        client.write(request);
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    recorder.catchUp();
    QCOMPARE(recorder.exchanges.size(), 1U);
    QVERIFY(client.bytesToWrite() > 5'000'000);
    for (size_t i = 0; i < Count; ++i) {
        QTRY_COMPARE(recorder.exchanges.size(), i + 1);
        QCOMPARE(recorder.exchanges[i].request.body.size(), 100'000);
        recorder.exchanges[i].reply->send(200, {}, QByteArray::number(quint64(i)));
        QCOMPARE(client.next().body, QByteArray::number(quint64(i)));
    }
}

QTEST_GUILESS_MAIN(LimitsTest)
#include "limits_test.moc"
