#pragma once

#include "http/server.h"

#include <QTcpSocket>

#include <deque>
#include <functional>
#include <vector>

// An answer as it came over the wire.
struct Answer
{
    int status = 0;
    QByteArray reason;
    http::Headers headers;
    QList<QByteArray> chunks; // empty unless chunked
    QByteArray body;

    QByteArray header(QByteArrayView name) const { return http::headerValue(headers, name); }
    bool has(QByteArrayView name) const;
};

// Takes one answer off the front of `bytes`; false while it is not complete. `toHead`: it answers HEAD.
bool takeAnswer(QByteArray &bytes, Answer &answer, bool toHead = false);

// A client that writes bytes and keeps what comes back.
class RawClient : public QTcpSocket
{
public:
    // Connects and waits until connected.
    explicit RawClient(quint16 port);
    // To a Unix socket.
    explicit RawClient(const QString &path);

    // Sends and waits for the whole answer; status 0 when there is none.
    Answer ask(const QByteArray &request, bool toHead = false);
    // Waits for the next answer.
    Answer next(bool toHead = false);

    bool isConnected() const { return state() == QAbstractSocket::ConnectedState; }
    // Sends no more, but goes on reading.
    void shutDownWriting();
    // Closes so that the other side gets a reset.
    void breakOff();

    QByteArray received;
};

QByteArray get(const QByteArray &path, const QByteArray &extraHeaders = {});
// The beginning of a POST to /p: the headers about its body are to follow.
inline const QByteArray Post = "POST /p HTTP/1.1\r\nHost: h\r\n";

// The code of the error that it tells.
QByteArray codeIn(const Answer &answer);

// A handler that answers with the path.
void echoPath(const http::Request &request, std::unique_ptr<http::Reply> reply);

// A server that keeps each request with its reply; or calls `handler`, when there is one.
class Recorder
{
public:
    explicit Recorder(const http::Limits &limits = {});

    // Waits until the server has read what all clients have sent so far: it has refused one that came later.
    void catchUp() const;

    struct Exchange
    {
        http::Request request;
        std::unique_ptr<http::Reply> reply;
    };

    std::function<void(const http::Request &, std::unique_ptr<http::Reply>)> handler;
    std::deque<Exchange> exchanges;
    bool inHandler = false;
    std::unique_ptr<http::Server> server;
    quint16 port = 0;
};
