#include "raw_client.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

// Listening on a Unix socket.
class LocalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serves();
    void isForThisUserOnly();
    void replacesADeadOne();
    void leavesALiveOne();
    void leavesOtherFiles();
    void isRemoved();
    void leavesWhatIsNotItsOwn();
    void goesElsewhere();
    void beginsWithAPathThatIsTooLong();
    void stops();
};

namespace {

// A socket's file that nobody listens on, as a program that was killed leaves it.
void makeDead(const QString &path)
{
    const auto name = path.toLocal8Bit();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy_n(name.constData(), name.size(), address.sun_path);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    QCOMPARE(::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    QCOMPARE(::listen(descriptor, 1), 0);
    ::close(descriptor);
    QVERIFY(QFileInfo::exists(path));
}

struct Place
{
    QTemporaryDir folder;
    QString path = folder.filePath(u"r.sock"_s);
    Recorder recorder;

    Place()
    {
        recorder.handler = [](const http::Request &request, auto reply) {
            reply->send(200, {}, request.path + ' ' + request.peer.toString().toLatin1());
        };
    }
};

const QByteArray Here = "/ 127.0.0.1";

} // namespace

void LocalTest::serves()
{
    Place place;
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    RawClient first(place.path);
    RawClient second(place.path);
    QCOMPARE(first.ask(get("/")).body, Here);
    QCOMPARE(second.ask(get("/")).body, Here);
    QCOMPARE(first.ask(get("/again")).body, "/again 127.0.0.1"_ba);
    RawClient other(place.recorder.port);
    QCOMPARE(other.ask(get("/")).body, Here);
    QCOMPARE(place.recorder.server->connectionCount(), 3);
    QCOMPARE(first.ask("GET / HTTP/1.1\r\n\r\n").status, 400);
    QTRY_COMPARE(place.recorder.server->connectionCount(), 2);
    // A client that leaves is noticed.
    place.recorder.handler = {};
    second.write(get("/"));
    QTRY_COMPARE(place.recorder.exchanges.size(), 1U);
    bool told = false;
    connect(place.recorder.exchanges[0].reply.get(), &http::Reply::disconnected, this, [&] { told = true; });
    second.close();
    QTRY_VERIFY(told);
}

void LocalTest::isForThisUserOnly()
{
    Place place;
    const auto before = ::umask(0);
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    QCOMPARE(::umask(before), mode_t(0)); // as it was
    QCOMPARE(QFile::permissions(place.path) & ~(QFile::ReadUser | QFile::WriteUser),
        QFile::ReadOwner | QFile::WriteOwner);
}

void LocalTest::replacesADeadOne()
{
    Place place;
    makeDead(place.path);
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    QCOMPARE(RawClient(place.path).ask(get("/")).body, Here);
}

void LocalTest::leavesALiveOne()
{
    Place place;
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    Recorder other;
    QCOMPARE(other.server->listenLocally(place.path), u"another program listens on %1"_s.arg(place.path));
    QCOMPARE(RawClient(place.path).ask(get("/")).body, Here);
}

void LocalTest::leavesOtherFiles()
{
    Place place;
    QFile file(place.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    QCOMPARE(place.recorder.server->listenLocally(place.path),
        u"%1 is there already and is no socket"_s.arg(place.path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "mine"_ba);
    // Nor is a link to a dead socket followed.
    const auto link = place.folder.filePath(u"link"_s);
    makeDead(place.folder.filePath(u"dead"_s));
    QVERIFY(QFile::link(place.folder.filePath(u"dead"_s), link));
    QVERIFY(!place.recorder.server->listenLocally(link).isEmpty());
    QVERIFY(QFileInfo(link).isSymLink());
}

void LocalTest::isRemoved()
{
    Place place;
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    place.recorder.server.reset();
    QVERIFY(!QFileInfo::exists(place.path));
}

void LocalTest::leavesWhatIsNotItsOwn()
{
    Place place;
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    QVERIFY(QFile::remove(place.path));
    Recorder other;
    QCOMPARE(other.server->listenLocally(place.path), QString());
    place.recorder.server.reset();
    QVERIFY(QFileInfo::exists(place.path));
}

void LocalTest::goesElsewhere()
{
    Place place;
    const auto other = place.folder.filePath(u"other.sock"_s);
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString()); // the same: nothing happens
    RawClient before(place.path);
    QCOMPARE(before.ask(get("/")).body, Here);
    QVERIFY(!place.recorder.server->listenLocally(u"/nowhere/r.sock"_s).isEmpty());
    QCOMPARE(RawClient(place.path).ask(get("/")).body, Here);
    QCOMPARE(place.recorder.server->listenLocally(other), QString());
    QVERIFY(!QFileInfo::exists(place.path));
    QCOMPARE(RawClient(other).ask(get("/")).body, Here);
    QCOMPARE(before.ask(get("/")).body, Here);
    QCOMPARE(place.recorder.server->listenLocally({}), QString());
    QVERIFY(!QFileInfo::exists(other));
    QVERIFY(!RawClient(other).isConnected());
}

void LocalTest::beginsWithAPathThatIsTooLong()
{
    Place place;
    const auto path = place.folder.filePath(QString(120, u'x'));
    QVERIFY(place.recorder.server->listenLocally(path).contains(u"too long"_s));
}

void LocalTest::stops()
{
    Place place;
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    RawClient client(place.path);
    QCOMPARE(client.ask(get("/")).body, Here);
    place.recorder.server->stopListening();
    QTRY_VERIFY(!client.isConnected());
    QVERIFY(!QFileInfo::exists(place.path));
    QCOMPARE(place.recorder.server->listenLocally(place.path), QString());
    QCOMPARE(RawClient(place.path).ask(get("/")).body, Here);
}

QTEST_GUILESS_MAIN(LocalTest)
#include "local_test.moc"
