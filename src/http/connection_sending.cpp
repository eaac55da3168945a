#include "http/connection.h"

#include "http/context.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

// How an answer goes out, and what comes after it.
namespace http {

namespace {

constexpr qint64 MostUnsentBetween = 64 * 1024; // bytes of one answer, when the next request is read

QEvent::Type sendEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

Persistence Connection::persistence() const
{
    if (m_isLast)
        return Persistence::Close;
    return m_asksKeepAlive ? Persistence::KeepAlive : Persistence::Default;
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
    m_outbox.send();
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

} // namespace http
