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
        const BodyEnd end = mayHaveBody(status) ? BodyEnd{Length{body.size()}} : BodyEnd{NoBody{}};
        appendHead(m_connection->outbox().bytes(), status, headers, end, m_connection->persistence());
        if (!m_isHead && mayHaveBody(status))
            m_connection->outbox().append(body);
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
    m_isChunked = m_connection->speaksChunks();
    const BodyEnd end = mayHaveBody(status) && m_isChunked ? BodyEnd{Chunked{}} : BodyEnd{NoBody{}};
    appendHead(m_connection->outbox().bytes(), status, headers, end, m_connection->persistence());
    m_connection->sendSoon();
}

void Reply::write(QByteArrayView piece)
{
    if (m_state != State::Streaming || !m_hasBody || !m_connection || piece.isEmpty())
        return;
    if (m_isChunked)
        appendChunk(m_connection->outbox().bytes(), piece);
    else
        m_connection->outbox().bytes().append(piece);
    m_connection->sendSoon();
}

void Reply::end()
{
    if (m_state != State::Streaming)
        return;
    if (m_connection && m_hasBody && m_isChunked)
        m_connection->outbox().bytes().append("0\r\n\r\n");
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
void Reply::lose(const QByteArray &whyCut)
{
    m_connection = nullptr;
    m_whyCut = whyCut;
    const auto tell = [this] {
        if (!isFinished())
            Q_EMIT disconnected();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace http
