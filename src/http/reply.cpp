#include "http/reply.h"

#include "http/connection.h"
#include "http/head.h"

namespace http {

Reply::Reply(Connection &connection, bool isHead) : m_connection(&connection), m_isHead(isHead) { }

Reply::~Reply()
{
    if (m_connection)
        m_connection->abandon();
}

void Reply::send(int status, const Headers &headers, const QByteArray &body)
{
    if (m_state != State::Waiting)
        return;
    if (m_connection) {
        const Framing framing = mayHaveBody(status) ? Framing{Length{body.size()}} : Framing{NoBody{}};
        appendHead(m_connection->out(), status, headers, framing, m_connection->persistence());
        if (!m_isHead && mayHaveBody(status))
            m_connection->append(body);
    }
    finish();
}

void Reply::begin(int status, const Headers &headers)
{
    if (m_state != State::Waiting)
        return;
    m_state = State::Streaming;
    m_hasBody = !m_isHead && mayHaveBody(status);
    if (!m_connection)
        return;
    const Framing framing = mayHaveBody(status) ? Framing{Chunked{}} : Framing{NoBody{}};
    appendHead(m_connection->out(), status, headers, framing, m_connection->persistence());
    m_connection->sendSoon();
}

void Reply::write(QByteArrayView piece)
{
    if (m_state != State::Streaming || !m_hasBody || !m_connection || piece.isEmpty())
        return;
    appendChunk(m_connection->out(), piece);
    m_connection->sendSoon();
}

void Reply::end()
{
    if (m_state != State::Streaming)
        return;
    if (m_connection && m_hasBody)
        m_connection->out().append("0\r\n\r\n");
    finish();
}

qint64 Reply::pending() const
{
    return m_connection ? m_connection->pending() : 0;
}

void Reply::finish()
{
    m_state = State::Finished;
    if (Connection *connection = std::exchange(m_connection, nullptr))
        connection->finish();
}

// Tells from the event loop, since the connection may break inside a call of the handler.
void Reply::lose()
{
    m_connection = nullptr;
    const auto tell = [this] {
        if (!isFinished())
            Q_EMIT disconnected();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace http
