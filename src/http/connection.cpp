#include "http/connection.h"

#include "http/context.h"
#include "http/intake.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimerEvent>

#include <array>

namespace http {

namespace {

// Up to here copying into the socket's buffer is cheaper than a buffer of its own.
constexpr qsizetype CopyLimit = 16 * 1024;
constexpr qint64 ReadAtOnce = 64 * 1024; // bytes; so many may wait while an answer is under way
constexpr qint64 MostUnsentBetween = 64 * 1024; // bytes of one answer, when the next request is read

QEvent::Type sendEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

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
      m_patience(context.limits, this)
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
    waitForMore();
}

void Connection::turnAway()
{
    refuse(tooManyConnections(m_context.limits));
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
    std::array<char, ReadAtOnce> piece;
    while (m_state == State::Reading) {
        const auto seen = peek(piece.data(), piece.size());
        if (seen <= 0)
            break;
        const auto taken = m_framing.take({piece.data(), qsizetype(seen)});
        read(piece.data(), taken);
        if (!fitsBeside()) {
            refuse(tooManyBodies(m_context.limits));
        } else if (m_framing.state() == Framing::State::Whole) {
            dispatch();
        } else if (m_framing.state() == Framing::State::Broken) {
            refuse(m_framing.violation());
        } else if (m_framing.state() == Framing::State::InBody && !m_isLetIn) {
            letIn();
        }
    }
    if (m_state == State::Reading)
        waitForMore();
}

// Whether what has come of the body is not too much together with the others'.
bool Connection::fitsBeside()
{
    m_context.bodies += m_framing.bodySize() - m_held;
    m_held = m_framing.bodySize();
    return m_context.bodies <= m_context.limits.bodies();
}

void Connection::waitForMore()
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
        m_patience.renew();
        break;
    case Framing::State::Whole:
    case Framing::State::Broken:
        break;
    }
}

// What Qt's server makes of the head.
std::optional<Request> Connection::readHead()
{
    auto request = m_context.reader.read(m_intake, m_framing.head());
    if (!request) {
        refuse({400, "bad_request_line", "claude-relay's HTTP server can't read this request."});
        return {};
    }
    m_isOld = m_framing.head().isOld();
    if (m_kind == Kind::Local) {
        request->peer = QHostAddress(QHostAddress::LocalHost);
    } else {
        request->peer = peerAddress();
        request->localAddress = localAddress();
    }
    return request;
}

// Decides by the head whether its body is to come.
void Connection::letIn()
{
    m_isLetIn = true;
    if (m_context.doorkeeper) {
        const auto request = readHead();
        if (!request)
            return;
        if (!m_context.doorkeeper(*request)) {
            m_isLast = true;
            m_framing.reset();
            (void)fitsBeside();
            m_patience.stop();
            answer(*request);
            return;
        }
    }
    if (m_framing.waitsToContinue()) {
        write("HTTP/1.1 100 Continue\r\n\r\n");
        flush();
    }
}

void Connection::dispatch()
{
    auto request = readHead();
    if (!request)
        return;
    request->body = m_framing.takeBody();
    m_isLetIn = false;
    m_framing.reset();
    (void)fitsBeside(); // it is no longer being received
    m_patience.stop();
    answer(*request);
}

void Connection::answer(const Request &request)
{
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
    appendHead(m_out, violation.status, headers, Length{body.size()}, Persistence::Close);
    if (!m_framing.head().isHead())
        m_out.append(body);
    Q_EMIT refused(violation.status, violation.message);
    m_framing.reset(); // and what it holds
    (void)fitsBeside();
    finish();
}

Persistence Connection::persistence() const
{
    if (m_isLast)
        return Persistence::Close;
    return m_asksKeepAlive ? Persistence::KeepAlive : Persistence::Default;
}

void Connection::append(const QByteArray &body)
{
    if (body.size() <= CopyLimit) {
        m_out.append(body);
        return;
    }
    m_given += m_out.size() + body.size();
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
}

void Connection::sendNow()
{
    if (m_state == State::Gone)
        return;
    m_given += m_out.size();
    if (m_out.size() > CopyLimit) {
        write(std::exchange(m_out, {}));
    } else if (!m_out.isEmpty()) {
        write(m_out.constData(), m_out.size());
        m_out.resize(0);
    }
    flush();
    if (bytesToWrite() == 0 || m_state == State::Gone)
        return;
    if (m_state == State::Answering && bytesToWrite() > m_context.limits.unsent)
        cutOff("The client did not read its answer: more than --max-unsent waited for it.");
    else
        m_patience.waitFor(Patience::For::Progress);
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
    } else if (bytesToWrite() > MostUnsentBetween) {
        connect(this, &QIODevice::bytesWritten, this, &Connection::onBytesWritten, Qt::UniqueConnection);
    } else {
        m_state = State::Reading;
        m_patience.stop();
        readOn();
    }
}

void Connection::onBytesWritten()
{
    if (m_state == State::Answered && bytesToWrite() <= MostUnsentBetween)
        sendSoon(); // settles, but not inside the socket's call
    else if (m_state == State::Closing && bytesToWrite() == 0)
        linger();
    else
        return;
    disconnect(this, &QIODevice::bytesWritten, this, &Connection::onBytesWritten);
}

void Connection::timerEvent(QTimerEvent *event)
{
    if (!m_patience.isTimer(event->timerId())) {
        QTcpSocket::timerEvent(event);
        return;
    }
    if (m_patience.waitsFor() == Patience::For::Progress) {
        const auto taken = m_given - bytesToWrite();
        if (bytesToWrite() == 0) {
            m_patience.stop();
            return;
        }
        if (std::exchange(m_taken, taken) != taken)
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

void Connection::cutOff(const QByteArray &reason)
{
    m_whyCut = reason;
    abort();
}

void Connection::onDisconnected()
{
    m_state = State::Gone;
    --m_context.connections;
    m_patience.stop();
    m_framing.reset();
    (void)fitsBeside();
    m_out.clear();
    if (m_intake)
        m_intake->leave();
    if (Reply *reply = std::exchange(m_reply, nullptr))
        reply->lose(m_whyCut);
    Q_EMIT closed();
}

} // namespace http
