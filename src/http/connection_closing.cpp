#include "http/connection.h"

#include "http/context.h"
#include "http/intake.h"

#include <sys/socket.h>

#include <array>

// How a connection ends so that its client hears the last of it.
namespace http {

namespace {

constexpr qint64 PieceSize = 64 * 1024; // bytes
constexpr qint64 MostSwallowed = 1024LL * 1024 * 1024; // bytes, of what a refused client goes on to send

} // namespace

void Connection::retire()
{
    m_isLast = true;
    if (m_state == State::Reading && m_framing.state() == Framing::State::Between)
        hangUp();
}

void Connection::hangUp()
{
    m_state = State::Closing;
    if (bytesToWrite() == 0) {
        linger();
        return;
    }
    connect(this, &QIODevice::bytesWritten, this, &Connection::onBytesWritten, Qt::UniqueConnection);
    m_patience.waitFor(Patience::For::Progress);
}

// Closed at once with bytes unread, the system would send a reset, and the client lose what it was told.
void Connection::linger()
{
    m_state = State::Lingering;
    m_patience.waitFor(Patience::For::Goodbye);
    ::shutdown(int(socketDescriptor()), SHUT_WR);
    swallow();
}

void Connection::swallow()
{
    std::array<char, PieceSize> piece; // NOLINT(*-member-init): read into
    for (;;) {
        const auto size = read(piece.data(), piece.size());
        if (size <= 0)
            return;
        m_swallowed += size;
        if (m_swallowed > MostSwallowed) {
            abort();
            return;
        }
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
    letGo();
    m_outbox.clear();
    if (m_intake)
        m_intake->leave();
    if (Reply *reply = std::exchange(m_reply, nullptr))
        reply->lose(m_whyCut);
    Q_EMIT closed();
}

} // namespace http
