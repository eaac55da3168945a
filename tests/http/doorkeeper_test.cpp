#include "raw_client.h"

#include <QTest>

using namespace Qt::StringLiterals;

// Who may not ask is told so by the head, before the body has come or was asked for.
class DoorkeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesBeforeTheBody_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("waits to continue") << "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"_ba;
        QTest::newRow("counted") << "Content-Length: 1000\r\n\r\n"_ba;
        QTest::newRow("begun") << "Content-Length: 1000\r\n\r\nabc"_ba;
        QTest::newRow("chunked") << "Transfer-Encoding: chunked\r\n\r\n"_ba;
        QTest::newRow("a chunk") << "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"_ba;
    }

    void refusesBeforeTheBody()
    {
        QFETCH(const QByteArray, headers);
        Door door(false);
        RawClient client(door.recorder.port);
        const auto answer = client.ask(Post + "X-Key: wrong\r\n" + headers);
        QCOMPARE(answer.status, 401); // and not 100
        QCOMPARE(answer.body, "/p wrong 0"_ba);
        QCOMPARE(answer.header("connection"), "close"_ba);
        QCOMPARE(door.looked, 1);
        // What the client goes on to send is no request.
        client.write(get("/next"));
        QTRY_VERIFY(!client.isConnected());
        QCOMPARE(client.received, QByteArray());
        QCOMPARE(door.handled, 1);
    }

    void letsIn()
    {
        Door door(true);
        RawClient client(door.recorder.port);
        for (int i = 1; i <= 2; ++i) {
            client.write(Post + "X-Key: right\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            QTRY_COMPARE(client.received, "HTTP/1.1 100 Continue\r\n\r\n"_ba);
            client.received.clear();
            client.write("ab");
            door.recorder.catchUp();
            QCOMPARE(client.ask("cd").body, "/p right 4"_ba);
            QCOMPARE(door.looked, i); // once for each, however many pieces come
            QCOMPARE(door.handled, i);
        }
    }

    // What it asks itself the handler will, too.
    void isNotAskedWithoutABodyToCome()
    {
        Door door(false);
        RawClient client(door.recorder.port);
        QCOMPARE(client.ask(get("/x", "X-Key: any\r\n")).body, "/x any 0"_ba);
        QCOMPARE(client.ask(Post + "X-Key: any\r\nContent-Length: 2\r\n\r\nab").body, "/p any 2"_ba);
        QCOMPARE(door.looked, 0);
    }

    void whatItRefusesTakesNoRoom()
    {
        http::Limits limits;
        limits.body = 1000;
        Door door(false, limits);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(RawClient(door.recorder.port)
                         .ask(Post + "Content-Length: 1000\r\n\r\n" + QByteArray(900, 'x'))
                         .status,
                401);
        door.open = true;
        QCOMPARE(RawClient(door.recorder.port)
                     .ask(Post + "Content-Length: 1000\r\n\r\n" + QByteArray(1000, 'x'))
                     .status,
            401);
    }

private:
    // A server whose handler answers with what it was given, 401.
    struct Door
    {
        explicit Door(bool isOpen, const http::Limits &limits = {}) : open(isOpen), recorder(limits)
        {
            recorder.server->setDoorkeeper([this](const http::Request &request) {
                ++looked;
                return open && request.path == "/p" && request.peer.isLoopback();
            });
            recorder.handler = [this](const http::Request &request, auto reply) {
                ++handled;
                reply->send(401, {},
                    request.path + ' ' + request.header("X-Key") + ' '
                        + QByteArray::number(request.body.size()));
            };
        }

        bool open;
        int looked = 0;
        int handled = 0;
        Recorder recorder;
    };
};

QTEST_GUILESS_MAIN(DoorkeeperTest)
#include "doorkeeper_test.moc"
