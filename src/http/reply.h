#pragma once

#include "http/request.h"

#include <QObject>

#include <functional>
#include <memory>

namespace http {

class Connection;
class Reply;

// Takes each request with the means to answer it, now or later.
using Handler = std::function<void(const Request &, std::unique_ptr<Reply>)>;

// Looks at a request whose body has not come yet. False: it is not waited for, and the handler gets the request
// without it, to refuse it.
using Doorkeeper = std::function<bool(const Request &)>;

// The answer to one request, written straight to its connection: either send(), or begin(), write()*, end().
// Chunked framing, Content-Length, Date, Connection and the missing body of HEAD, 204 and 304 are its
// business: headers that say otherwise are left out. What is written in one pass of the event loop leaves
// together at its end. The handler owns it; destroyed unfinished, it closes the connection, so that no client
// waits for ever. It may outlive its connection and the server. A client that does not read, so that more than
// Limits::unsent waits for it or nothing moves for Limits::unsentTime, is cut off: it has left.
class Reply : public QObject
{
    Q_OBJECT

public:
    ~Reply() override;

    // The whole answer. Content-Length is added.
    void send(int status, const Headers &headers, const QByteArray &body);

    // Starts an answer whose length is not known yet.
    void begin(int status, const Headers &headers);
    // One piece of the body. Nothing happens for an empty piece.
    void write(QByteArrayView piece);
    void end();

    bool hasBegun() const { return m_state != State::Waiting; }
    bool isFinished() const { return m_state == State::Finished; }
    // Why there was a disconnected(), as a sentence, when it was the server that cut the client off; else empty.
    const QByteArray &whyCut() const { return m_whyCut; }
    // Bytes written that the system has not taken yet. 0 once finished or disconnected.
    qint64 pending() const;

Q_SIGNALS:
    // The client went away before the answer was finished. Nothing more can be sent. Emitted from the event
    // loop, at most once.
    void disconnected();

private:
    friend class Connection;
    enum class State { Waiting, Streaming, Finished };

    Reply(Connection &connection, bool isHead);
    void lose(const QByteArray &whyCut);
    void finish();

    Connection *m_connection; // null once there is nothing more to send on it
    State m_state = State::Waiting;
    const bool m_isHead;
    bool m_hasBody = true;
    bool m_isChunked = true;
    QByteArray m_whyCut;
};

} // namespace http
