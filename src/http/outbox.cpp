#include "http/outbox.h"

#include <QTcpSocket>

#include <utility>

namespace http {

namespace {

// Up to here copying into the socket's buffer is cheaper than a buffer of its own.
constexpr qsizetype CopyLimit = 16 * 1024;

} // namespace

void Outbox::append(const QByteArray &body)
{
    if (body.size() <= CopyLimit) {
        m_bytes.append(body);
        return;
    }
    m_given += m_bytes.size() + body.size();
    m_socket.write(m_bytes);
    m_bytes.clear();
    m_socket.write(body);
}

void Outbox::send()
{
    m_given += m_bytes.size();
    if (m_bytes.size() > CopyLimit) {
        m_socket.write(std::exchange(m_bytes, {}));
    } else if (!m_bytes.isEmpty()) {
        m_socket.write(m_bytes.constData(), m_bytes.size());
        m_bytes.resize(0);
    }
    m_socket.flush();
}

qint64 Outbox::pending() const
{
    return m_bytes.size() + m_socket.bytesToWrite();
}

bool Outbox::hasMoved()
{
    const auto taken = m_given - m_socket.bytesToWrite();
    return std::exchange(m_taken, taken) != taken;
}

} // namespace http
