#include "http/connection.h"

#include <QCoreApplication>
#include <QEvent>

namespace http {

namespace {

// Up to here copying into the socket's buffer is cheaper than a buffer of its own.
constexpr qsizetype copyLimit = 16 * 1024;

QEvent::Type sendEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

void refuseDamaged(Reply &reply)
{
    reply.send(400, {{"Content-Type", "application/json"}},
        R"({"error":{"message":"This request has no header, or too many of them (about a hundred).",)"
        R"("type":"invalid_request_error","param":null,"code":"bad_headers"}})");
}

// Does a request begin here whose client waits to be told to go on before it sends the body?
bool waitsToContinue(const QByteArray &start)
{
    const auto end = start.indexOf("\r\n\r\n");
    return start.startsWith('P') && end > 0
        && start.first(end).toLower().contains("\r\nexpect: 100-continue");
}

bool asksToClose(const Request &request)
{
    // Qt closes after a WebSocket request that it may not take over itself.
    return headerHasToken(request.headers, "connection", "close")
        || (headerHasToken(request.headers, "connection", "upgrade")
            && headerHasToken(request.headers, "upgrade", "websocket"));
}

} // namespace

size_t qHash(const Peer &peer, size_t seed)
{
    return qHashMulti(seed, peer.address, peer.port, peer.localPort);
}

Connection::Connection(const Handler &handler, QObject *parent) : QTcpSocket(parent), m_handler(handler)
{
    connect(this, &QAbstractSocket::disconnected, this, &Connection::onDisconnected);
}

Connection::~Connection()
{
    // The base class disconnects from the host, when this is no Connection any more.
    disconnect(this, &QAbstractSocket::disconnected, nullptr, nullptr);
    drop();
}

Peer Connection::peer() const
{
    return {peerAddress(), peerPort(), localPort()};
}

void Connection::take(Request request, std::unique_ptr<Hold> hold)
{
    request.localAddress = localAddress();
    if (hold)
        m_hold = std::move(hold);
    switch (m_state) {
    case State::Idle:
        if (m_isLast)
            hangUp();
        else
            answer(request);
        break;
    case State::Answering:
    case State::Answered:
        m_waiting.push_back(std::move(request));
        break;
    case State::Closing:
        break;
    case State::Gone:
        sendSoon();
        break;
    }
}

void Connection::tellToContinue()
{
    constexpr qint64 LongestHead = 16 * 1024;
    if (m_state == State::Idle && waitsToContinue(peek(LongestHead))) {
        write("HTTP/1.1 100 Continue\r\n\r\n");
        flush();
    }
}

void Connection::answer(const Request &request)
{
    m_state = State::Answering;
    // Qt 6.4 drops every header of a request that has about a hundred. Without them nobody can tell where it comes
    // from, nor where its body ends: what follows may be forged.
    const bool isDamaged = request.headers.isEmpty();
    m_isLast = m_isLast || isDamaged || asksToClose(request);
    m_asksKeepAlive = headerHasToken(request.headers, "connection", "keep-alive");
    std::unique_ptr<Reply> reply(new Reply(*this, request.method == "HEAD"));
    m_reply = reply.get();
    if (isDamaged) {
        refuseDamaged(*reply);
        return;
    }
    m_handler(request, std::move(reply));
}

Persistence Connection::persistence() const
{
    if (m_isLast)
        return Persistence::Close;
    return m_asksKeepAlive ? Persistence::KeepAlive : Persistence::Default;
}

void Connection::append(const QByteArray &body)
{
    if (body.size() <= copyLimit) {
        m_out.append(body);
        return;
    }
    write(m_out);
    m_out.clear();
    write(body);
}

void Connection::sendSoon()
{
    if (std::exchange(m_isPosted, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(sendEvent()));
}

void Connection::customEvent(QEvent *event)
{
    if (event->type() != sendEvent()) {
        QTcpSocket::customEvent(event);
        return;
    }
    m_isPosted = false;
    sendNow();
    if (m_state == State::Answered)
        settle();
    else if (m_state == State::Gone)
        letGo();
}

void Connection::sendNow()
{
    if (m_state == State::Gone)
        return;
    if (m_out.size() > copyLimit) {
        write(std::exchange(m_out, {}));
    } else if (!m_out.isEmpty()) {
        write(m_out.constData(), m_out.size());
        m_out.resize(0);
    }
    flush();
}

void Connection::finish()
{
    m_reply = nullptr;
    m_state = State::Answered;
    sendSoon();
}

void Connection::abandon()
{
    m_isLast = true;
    finish();
}

void Connection::settle()
{
    if (m_isLast) {
        hangUp();
        return;
    }
    m_state = State::Idle;
    m_hold.reset();
    if (!m_waiting.empty()) {
        const Request next = std::move(m_waiting.front());
        m_waiting.pop_front();
        answer(next);
    }
}

void Connection::retire()
{
    m_isLast = true;
    if (m_state == State::Idle)
        hangUp();
}

// The hold is kept until the connection is gone: freed earlier, Qt would delete the socket unsent.
void Connection::hangUp()
{
    m_state = State::Closing;
    m_waiting.clear();
    QTcpSocket::disconnectFromHost();
}

void Connection::disconnectFromHost()
{
    const bool isBroken = socketDescriptor() == -1 || error() != UnknownSocketError;
    if (!isBroken && (m_state == State::Answering || m_state == State::Answered))
        m_isLast = true;
    else
        QTcpSocket::disconnectFromHost();
}

void Connection::onDisconnected()
{
    m_state = State::Gone;
    m_waiting.clear();
    m_out.clear();
    if (Reply *reply = std::exchange(m_reply, nullptr))
        reply->lose();
    if (m_hold)
        sendSoon(); // lets go, but not inside Qt's call
    else
        letGo();
}

void Connection::letGo()
{
    m_hold.reset();
    Q_EMIT closed();
}

void Connection::drop()
{
    if (m_state != State::Gone)
        onDisconnected();
    m_hold.reset();
}

} // namespace http
