#include "http/connection.h"

#include "http/context.h"
#include "http/intake.h"

#include <QTimerEvent>

#include <array>

namespace http {

namespace {

constexpr qint64 ReadAtOnce = 64 * 1024; // bytes; so many may wait while an answer is under way

bool asksToClose(const Request &request)
{
    // Who asks for a WebSocket does not mean to go on without.
    return headerHasToken(request.headers, "connection", "close")
        || (headerHasToken(request.headers, "connection", "upgrade")
            && headerHasToken(request.headers, "upgrade", "websocket"));
}

} // namespace

Connection::Connection(Context &context, Kind kind, QObject *parent)
    : QTcpSocket(parent), m_context(context), m_kind(kind), m_framing(context.limits),
      m_patience(context.limits, this), m_outbox(*this)
{
    ++m_context.connections;
    setReadBufferSize(ReadAtOnce);
    connect(this, &QIODevice::readyRead, this, &Connection::onReadyRead);
    connect(this, &QAbstractSocket::disconnected, this, &Connection::onDisconnected);
}

Connection::~Connection()
{
    // The base class disconnects from the host, when this is no Connection any more.
    disconnect(this, &QAbstractSocket::disconnected, nullptr, nullptr);
    if (m_state != State::Gone)
        onDisconnected();
}

void Connection::serve(Intake *intake)
{
    m_intake = intake;
    waitForMore(0);
}

void Connection::turnAway(int most)
{
    refuse(tooManyConnections(most, m_context.limits));
}

void Connection::onReadyRead()
{
    if (m_state == State::Reading)
        readOn();
    else if (m_state == State::Lingering)
        swallow();
}

void Connection::readOn()
{
    const auto before = m_held;
    std::array<char, ReadAtOnce> piece; // NOLINT(*-member-init): read into
    while (m_state == State::Reading) {
        const auto seen = peek(piece.data(), piece.size());
        if (seen <= 0)
            break;
        const auto taken = m_framing.take({piece.data(), qsizetype(seen)});
        read(piece.data(), taken);
        countBody();
        if (m_held > m_context.limits.smallBody() && m_context.bodies > m_context.limits.bodies()) {
            refuse(tooManyBodies(m_context.limits));
        } else if (m_framing.state() == Framing::State::Whole) {
            dispatch();
        } else if (m_framing.state() == Framing::State::Broken) {
            refuse(m_framing.violation());
        } else if (m_framing.state() == Framing::State::InBody && !m_request) {
            letIn();
        }
    }
    if (m_state == State::Reading)
        waitForMore(m_held - before);
}

// What has come of the body, beside those of the others.
void Connection::countBody()
{
    m_context.bodies += m_framing.bodySize() - m_held;
    m_held = m_framing.bodySize();
}

// What was being received is handed on, refused or lost.
void Connection::letGo()
{
    m_request.reset();
    m_framing.reset();
    countBody();
}

// After so many bytes of a body.
void Connection::waitForMore(qint64 bytes)
{
    switch (m_framing.state()) {
    case Framing::State::Between:
        m_patience.waitFor(m_hasAsked ? Patience::For::Request : Patience::For::Beginning);
        break;
    case Framing::State::InHead:
        m_patience.waitFor(Patience::For::Head);
        break;
    case Framing::State::InBody:
        m_patience.waitFor(Patience::For::Body);
        m_patience.renew(bytes);
        break;
    case Framing::State::Whole:
    case Framing::State::Broken:
        break;
    }
}

// What Qt's server makes of the head, once for each request. False: it was refused.
bool Connection::readHead()
{
    if (m_request)
        return true;
    m_request = m_context.reader.read(m_intake, m_framing.head());
    if (!m_request) {
        refuse({400, "bad_request_line", "claude-relay's HTTP server can't read this request."});
        return false;
    }
    m_isOld = m_framing.head().isOld();
    if (m_kind == Kind::Local) {
        m_request->peer = QHostAddress(QHostAddress::LocalHost);
    } else {
        m_request->peer = peerAddress();
        m_request->localAddress = localAddress();
    }
    return true;
}

// Decides by the head whether its body is to come.
void Connection::letIn()
{
    if (!readHead())
        return;
    if (m_context.doorkeeper && !m_context.doorkeeper(*m_request)) {
        m_isLast = true;
        answer();
    } else if (m_framing.waitsToContinue()) {
        write("HTTP/1.1 100 Continue\r\n\r\n");
        flush();
    }
}

void Connection::dispatch()
{
    if (!readHead())
        return;
    m_request->body = m_framing.takeBody();
    answer();
}

void Connection::answer()
{
    const auto request = *std::exchange(m_request, {});
    letGo();
    m_patience.stop();
    m_hasAsked = true;
    m_state = State::Answering;
    m_isLast = m_isLast || m_isOld || asksToClose(request);
    m_asksKeepAlive = headerHasToken(request.headers, "connection", "keep-alive");
    std::unique_ptr<Reply> reply(new Reply(*this, request.method == "HEAD"));
    m_reply = reply.get();
    m_context.handler(request, std::move(reply));
}

void Connection::refuse(const Violation &violation)
{
    m_isLast = true;
    m_patience.stop();
    const auto body = bodyOf(violation);
    Headers headers{{"Content-Type", "application/json"}};
    if (violation.status == 503)
        headers.emplaceBack("Retry-After", "1");
    appendHead(m_outbox.bytes(), violation.status, headers, Length{body.size()}, Persistence::Close);
    if (!m_framing.head().isHead())
        m_outbox.append(body);
    Q_EMIT refused(violation.status, violation.message);
    letGo();
    finish();
}

void Connection::timerEvent(QTimerEvent *event)
{
    if (!m_patience.isTimer(event->timerId())) {
        QTcpSocket::timerEvent(event);
        return;
    }
    if (m_patience.waitsFor() == Patience::For::Progress) {
        if (bytesToWrite() == 0) {
            m_patience.stop();
            return;
        }
        if (m_outbox.hasMoved())
            m_patience.renew();
    }
    if (m_patience.isOver())
        onExpired();
}

void Connection::onExpired()
{
    const auto what = m_patience.waitsFor();
    m_patience.stop();
    switch (what) {
    case Patience::For::Nothing:
        break;
    case Patience::For::Beginning:
    case Patience::For::Request:
        hangUp();
        break;
    case Patience::For::Head:
        refuse(headersTooSlow(m_context.limits));
        break;
    case Patience::For::Body:
        refuse(bodyTooSlow(m_context.limits));
        break;
    case Patience::For::Progress:
        cutOff("The client did not read its answer: it took nothing of it for --unsent-time.");
        break;
    case Patience::For::Goodbye:
        abort();
        break;
    }
}

} // namespace http
