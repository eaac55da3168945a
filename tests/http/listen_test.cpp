#include "raw_client.h"

#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

// How listening begins and ends.
class ListenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void portInUse();
    void noSuchAddress();
    void severalAddresses();
    void sendsWithoutDelay();
    void raisesTheDescriptorLimit();
    void outOfDescriptors();
    void stopClosesIdleConnections();
    void stopLetsOpenAnswersGoOn();
    void stopFromTheHandler();
    void listensAgainAfterStop();
    void moves();
    void staysWhereItCannotMove();
    void movesToAnotherAddressOfThePort();
    void destroyedWithOpenReplies();
    void destroyedAsAClientLeaves();
};

void ListenTest::portInUse()
{
    Recorder recorder;
    http::Server other([](const http::Request &, auto) {});
    const auto result = other.listen(QHostAddress::LocalHost, recorder.port);
    QVERIFY(!result);
    QCOMPARE(result.error(), u"port %1 on 127.0.0.1 is already in use"_s.arg(recorder.port));
}

void ListenTest::noSuchAddress()
{
    http::Server server([](const http::Request &, auto) {});
    const auto result = server.listen(QHostAddress(u"192.0.2.1"_s), 0);
    QVERIFY(!result);
    QCOMPARE(result.error(), u"this computer has no address 192.0.2.1"_s);
}

void ListenTest::severalAddresses()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "here"); };
    const auto second = recorder.server->listen(QHostAddress::LocalHost, 0);
    QVERIFY(second);
    QVERIFY(*second != 0 && *second != recorder.port);
    RawClient a(recorder.port);
    RawClient b(*second);
    QCOMPARE(a.ask(get("/")).body, "here"_ba);
    QCOMPARE(b.ask(get("/")).body, "here"_ba);
    QCOMPARE(recorder.server->connectionCount(), 2);
}

// Else each piece of a stream waits until the client has acknowledged the one before.
void ListenTest::sendsWithoutDelay()
{
    Recorder recorder;
    RawClient client(recorder.port);
    QTRY_COMPARE(recorder.server->connectionCount(), 1);
    int found = 0;
    for (int descriptor = 0; descriptor < 1000; ++descriptor) {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) != 0
            || peer.sin_family != AF_INET || ntohs(peer.sin_port) != client.localPort()) {
            continue;
        }
        ++found;
        int on = 0;
        size = sizeof on;
        QCOMPARE(getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, &size), 0);
        QVERIFY(on != 0);
    }
    QCOMPARE(found, 1);
}

void ListenTest::raisesTheDescriptorLimit()
{
    rlimit limit{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlimit before = limit;
    limit.rlim_cur = 200;
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &limit), 0);
    const Recorder recorder;
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
    QCOMPARE(limit.rlim_cur, std::min<rlim_t>(8192, before.rlim_max));
    setrlimit(RLIMIT_NOFILE, &before);
}

void ListenTest::outOfDescriptors()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "here"); };
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    RawClient client(recorder.port); // still in the listen queue
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(client.socketDescriptor()) + 1;
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
    client.write(get("/"));
    QTest::qWait(50);
    const int during = recorder.server->connectionCount();
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QCOMPARE(during, 0);
    QCOMPARE(client.next().body, "here"_ba);
}

void ListenTest::stopClosesIdleConnections()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "here"); };
    RawClient fresh(recorder.port);
    RawClient used(recorder.port);
    QCOMPARE(used.ask(get("/")).status, 200);
    QTRY_COMPARE(recorder.server->connectionCount(), 2);
    recorder.server->stopListening();
    QTRY_VERIFY(!fresh.isConnected());
    QTRY_VERIFY(!used.isConnected());
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, recorder.port);
    QVERIFY(!late.waitForConnected(1000));
}

void ListenTest::stopLetsOpenAnswersGoOn()
{
    Recorder recorder;
    RawClient streamed(recorder.port);
    streamed.write(get("/streamed"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    RawClient waiting(recorder.port);
    waiting.write(get("/waiting"));
    QTRY_COMPARE(recorder.exchanges.size(), 2U);
    recorder.exchanges[0].reply->begin(200, {});
    recorder.exchanges[0].reply->write("before");
    QTRY_VERIFY(streamed.received.contains("before"));
    recorder.server->stopListening();
    streamed.write(get("/too-late"));
    QTRY_COMPARE(streamed.bytesToWrite(), 0);
    recorder.exchanges[0].reply->write(" after");
    recorder.exchanges[0].reply->end();
    recorder.exchanges[1].reply->send(200, {}, "whole");
    QCOMPARE(streamed.next().body, "before after"_ba);
    const Answer whole = waiting.next();
    QCOMPARE(whole.body, "whole"_ba);
    QCOMPARE(whole.header("connection"), "close"_ba);
    QTRY_VERIFY(!streamed.isConnected());
    QTRY_VERIFY(!waiting.isConnected());
    QCOMPARE(recorder.exchanges.size(), 2U);
    QTRY_COMPARE(recorder.server->connectionCount(), 0);
}

void ListenTest::stopFromTheHandler()
{
    Recorder recorder;
    recorder.handler = [&](const http::Request &, auto reply) {
        recorder.server->stopListening();
        reply->send(200, {}, "last words");
    };
    RawClient client(recorder.port);
    QCOMPARE(client.ask(get("/")).body, "last words"_ba);
    QTRY_VERIFY(!client.isConnected());
}

void ListenTest::listensAgainAfterStop()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "here"); };
    RawClient before(recorder.port);
    QCOMPARE(before.ask(get("/")).status, 200);
    recorder.server->stopListening();
    const auto again = recorder.server->listen(QHostAddress::LocalHost, recorder.port);
    QVERIFY2(again, again ? "" : qPrintable(again.error()));
    RawClient after(*again);
    QCOMPARE(after.ask(get("/")).body, "here"_ba);
    QTRY_COMPARE(recorder.server->connectionCount(), 1);
}

void ListenTest::moves()
{
    Recorder recorder;
    std::unique_ptr<http::Reply> open;
    recorder.handler = [&open](const http::Request &request, auto reply) {
        if (request.path != "/open")
            return reply->send(200, {}, "here");
        open = std::move(reply);
        open->begin(200, {});
        open->write("before ");
    };
    RawClient answered(recorder.port);
    answered.write(get("/open"));
    QTRY_VERIFY(open);
    RawClient idle(recorder.port);
    QCOMPARE(idle.ask(get("/")).body, "here"_ba);

    const auto port = recorder.server->move(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    QVERIFY(*port != recorder.port);
    RawClient next(*port);
    QCOMPARE(next.ask(get("/")).body, "here"_ba);
    QTRY_COMPARE(idle.state(), QAbstractSocket::UnconnectedState);
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, recorder.port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);

    open->write("and after");
    open->end();
    QCOMPARE(answered.next().body, "before and after"_ba);
    QTRY_COMPARE(recorder.server->connectionCount(), 1);
}

void ListenTest::staysWhereItCannotMove()
{
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "here"); };
    Recorder other;
    RawClient client(recorder.port);
    QCOMPARE(client.ask(get("/")).body, "here"_ba);
    for (const auto &[host, port] :
        {std::pair(u"127.0.0.1"_s, other.port), std::pair(u"192.0.2.1"_s, recorder.port)}) {
        const auto moved = recorder.server->move(QHostAddress(host), port);
        QVERIFY(!moved);
        QCOMPARE(client.ask(get("/")).body, "here"_ba); // the same connection goes on
        RawClient next(recorder.port);
        QCOMPARE(next.ask(get("/")).body, "here"_ba);
    }
}

void ListenTest::movesToAnotherAddressOfThePort()
{
#ifndef Q_OS_LINUX
    QSKIP("127.0.0.2 is an address of this machine on Linux only");
#endif
    Recorder recorder;
    recorder.handler = [](const http::Request &, auto reply) { reply->send(200, {}, "here"); };
    for (const auto *host : {"0.0.0.0", "127.0.0.2", "127.0.0.1"}) {
        const auto moved = recorder.server->move(QHostAddress(QString::fromLatin1(host)), recorder.port);
        QVERIFY(moved);
        QCOMPARE(*moved, recorder.port);
        QTcpSocket client;
        client.connectToHost(QHostAddress(u"127.0.0.2"_s), recorder.port);
        if (host == "127.0.0.1"_ba)
            QTRY_COMPARE(client.error(), QAbstractSocket::ConnectionRefusedError);
        else
            QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    }
}

void ListenTest::destroyedWithOpenReplies()
{
    Recorder recorder;
    RawClient a(recorder.port);
    RawClient b(recorder.port);
    a.write(get("/1") + get("/2"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    b.write(get("/3"));
    QTRY_COMPARE(recorder.exchanges.size(), 2U);
    recorder.exchanges[0].reply->begin(200, {});
    int told = 0;
    for (const auto &exchange : recorder.exchanges)
        connect(exchange.reply.get(), &http::Reply::disconnected, this, [&told] { ++told; });
    recorder.server.reset();
    QCOMPARE(told, 0);
    recorder.exchanges[1].reply->send(200, {}, "x"); // finished before it was told
    QTRY_VERIFY(!a.isConnected());
    QTRY_VERIFY(!b.isConnected());
    QCOMPARE(told, 1);
    recorder.exchanges[0].reply->write("x");
    recorder.exchanges[0].reply->end();
    QCOMPARE(told, 1);
}

void ListenTest::destroyedAsAClientLeaves()
{
    Recorder recorder;
    RawClient client(recorder.port);
    client.write(get("/1"));
    QTRY_COMPARE(recorder.exchanges.size(), 1U);
    connect(recorder.exchanges[0].reply.get(), &http::Reply::disconnected, this,
        [&] { recorder.server.reset(); });
    client.disconnectFromHost();
    QTRY_VERIFY(!recorder.server);
}

QTEST_GUILESS_MAIN(ListenTest)
#include "listen_test.moc"
