#pragma once

#include "http/head.h"
#include "http/reply.h"

#include <QTcpSocket>

#include <deque>
#include <memory>

namespace http {

// While it lives, Qt hands over no further request of its connection. Nothing on Qt 6.4, which has no such
// means. Must not be destroyed inside Qt's call that brought it, nor while the connection still has to send.
struct Hold
{
    virtual ~Hold() = default;
};

// Tells connections apart.
struct Peer
{
    QHostAddress address;
    quint16 port = 0;
    quint16 localPort = 0;
    bool operator==(const Peer &) const = default;
};
size_t qHash(const Peer &peer, size_t seed = 0);

// The socket of one client. Requests come in through Qt's server, one is answered at a time, and what its
// Reply writes is collected and sent once per pass of the event loop. Qt's server deletes it after it has
// disconnected and the hold is free.
class Connection final : public QTcpSocket
{
    Q_OBJECT

public:
    // `handler` must outlive the connection.
    Connection(const Handler &handler, QObject *parent);
    ~Connection() override;

    Peer peer() const;

    // Tells a client that has sent a head and waits with the body (Expect: 100-continue, RFC 9110, 10.1.1) to go on.
    // To be called when there is something to read, before Qt reads it.
    void tellToContinue();

    // A request of this connection. Waits while another one is being answered.
    void take(Request request, std::unique_ptr<Hold> hold);

    // Closes: at once when nothing is being answered, else after that answer.
    void retire();

    // Gives up: the open reply is told, and the hold freed. For the end of Qt's server, before it deletes the
    // connection.
    void drop();

    // Qt's own wish to close, as after a request it can't read; must not cut an answer off.
    void disconnectFromHost() override;

    // For Reply.
    QByteArray &out() { return m_out; }
    void append(const QByteArray &body);
    void sendSoon();
    void finish();
    void abandon();
    qint64 pending() const { return m_out.size() + bytesToWrite(); }
    Persistence persistence() const;

Q_SIGNALS:
    // Disconnected, and nothing is held any more.
    void closed();

protected:
    void customEvent(QEvent *event) override;

private:
    // Answered: the answer is complete, but not yet handed to the socket.
    enum class State { Idle, Answering, Answered, Closing, Gone };

    void answer(const Request &request);
    void sendNow();
    void settle();
    void hangUp();
    void onDisconnected();
    void letGo();

    const Handler &m_handler;
    State m_state = State::Idle;
    bool m_isLast = false; // no request after the one being answered
    bool m_asksKeepAlive = false;
    bool m_isPosted = false;
    QByteArray m_out; // not yet given to the socket
    Reply *m_reply = nullptr; // the open one, owned by the handler
    std::unique_ptr<Hold> m_hold;
    std::deque<Request> m_waiting; // only used where there is no Hold
};

} // namespace http
