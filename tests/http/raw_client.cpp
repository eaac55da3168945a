#include "raw_client.h"

#include <QJsonDocument>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

bool takeChunks(QByteArray &bytes, Answer &answer)
{
    qsizetype at = 0;
    for (;;) {
        const qsizetype end = bytes.indexOf("\r\n", at);
        if (end < 0)
            return false;
        bool ok = false;
        const int size = bytes.mid(at, end - at).toInt(&ok, 16);
        if (!ok)
            qFatal("not a chunk: %s", bytes.mid(at, 80).constData());
        at = end + 2;
        if (bytes.size() < at + size + 2)
            return false;
        if (bytes.mid(at + size, 2) != "\r\n")
            qFatal("chunk without an end: %s", bytes.mid(at, 80).constData());
        if (size == 0) {
            bytes.remove(0, at + 2);
            return true;
        }
        answer.chunks.append(bytes.mid(at, size));
        answer.body += answer.chunks.last();
        at += size + 2;
    }
}

} // namespace

bool Answer::has(QByteArrayView name) const
{
    return std::any_of(headers.begin(), headers.end(),
        [&](const auto &field) { return name.compare(field.first, Qt::CaseInsensitive) == 0; });
}

bool takeAnswer(QByteArray &bytes, Answer &answer, bool toHead)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    Answer found;
    QList<QByteArray> lines = bytes.first(headEnd).split('\n');
    const QByteArray first = lines.takeFirst().trimmed();
    if (!first.startsWith("HTTP/1.1 "))
        qFatal("not an answer: %s", first.constData());
    found.status = first.mid(9, 3).toInt();
    found.reason = first.mid(13);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        found.headers.emplaceBack(line.first(colon), line.mid(colon + 1).trimmed());
    }
    QByteArray rest = bytes.mid(headEnd + 4);
    if (!toHead && found.header("transfer-encoding") == "chunked") {
        if (!takeChunks(rest, found))
            return false;
    } else if (!toHead) {
        const int length = found.header("content-length").toInt();
        if (rest.size() < length)
            return false;
        found.body = rest.first(length);
        rest.remove(0, length);
    }
    bytes = rest;
    answer = found;
    return true;
}

RawClient::RawClient(quint16 port)
{
    connect(this, &QIODevice::readyRead, this, [this] { received += readAll(); });
    connectToHost(QHostAddress::LocalHost, port);
    if (!waitForConnected(5000))
        qFatal("no connection to port %d", port);
}

RawClient::RawClient(const QString &path)
{
    connect(this, &QIODevice::readyRead, this, [this] { received += readAll(); });
    const auto name = path.toLocal8Bit();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy_n(name.constData(), name.size(), address.sun_path);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        ::close(descriptor); // which isConnected() tells
    else
        setSocketDescriptor(descriptor);
}

Answer RawClient::ask(const QByteArray &request, bool toHead)
{
    write(request);
    return next(toHead);
}

Answer RawClient::next(bool toHead)
{
    Answer answer;
    (void)QTest::qWaitFor([&] { return takeAnswer(received, answer, toHead) || !isConnected(); }, 5000);
    if (answer.status == 0)
        (void)takeAnswer(received, answer, toHead);
    return answer;
}

void RawClient::shutDownWriting()
{
    while (bytesToWrite() > 0)
        waitForBytesWritten(5000);
    ::shutdown(static_cast<int>(socketDescriptor()), SHUT_WR);
}

void RawClient::breakOff()
{
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    abort();
}

QByteArray get(const QByteArray &path, const QByteArray &extraHeaders)
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + extraHeaders + "\r\n";
}

QByteArray codeIn(const Answer &answer)
{
    return QJsonDocument::fromJson(answer.body)["error"_L1]["code"_L1].toString().toUtf8();
}

void echoPath(const http::Request &request, std::unique_ptr<http::Reply> reply)
{
    reply->send(200, {}, request.path);
}

Recorder::Recorder(const http::Limits &limits)
    : server(std::make_unique<http::Server>(
        [this](const http::Request &request, auto reply) {
            inHandler = true;
            if (handler)
                handler(request, std::move(reply));
            else
                exchanges.push_back({request, std::move(reply)});
            inHandler = false;
        },
        limits))
{
    const auto result = server->listen(QHostAddress::LocalHost, 0);
    if (!result)
        qFatal("%s", qPrintable(result.error()));
    port = *result;
}

void Recorder::catchUp() const
{
    if (RawClient(port).ask("GET / HTTP/9.9\r\n\r\n").status != 505)
        qFatal("the server does not refuse any more");
}
