#pragma once

#include <QByteArray>

class QTcpSocket;

namespace http {

// What is said to a client: collected, and handed to its socket together.
class Outbox
{
public:
    // `socket` must outlive it.
    explicit Outbox(QTcpSocket &socket) : m_socket(socket) { }

    // Collected so far; to be appended to.
    QByteArray &bytes() { return m_bytes; }
    // The same for a body, which is not copied when it is large.
    void append(const QByteArray &body);

    // Hands all of it to the socket, and that to the system as much as it takes.
    void send();
    // Forgets what was not handed on.
    void clear() { m_bytes.clear(); }

    // Bytes that the system has not taken.
    qint64 pending() const;
    // Whether it has taken something since this was asked last.
    bool hasMoved();

private:
    QTcpSocket &m_socket;
    QByteArray m_bytes; // not yet given to the socket
    qint64 m_given = 0; // bytes, to the socket
    qint64 m_taken = 0; // bytes, by the system, when last looked at
};

} // namespace http
