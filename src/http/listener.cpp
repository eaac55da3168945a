#include "http/listener.h"

#include "http/connection.h"

#include <chrono>

using namespace std::chrono_literals;

namespace http {

Listener::Listener(const Handler &handler, QObject *owner) : m_handler(handler), m_owner(owner)
{
    setListenBacklogSize(1024);
    // Out of descriptors, say: trying at once would only spin, and trying never would leave it deaf.
    m_resume.setSingleShot(true);
    m_resume.setInterval(200ms);
    connect(this, &QTcpServer::acceptError, this, [this] {
        pauseAccepting();
        m_resume.start();
    });
    connect(&m_resume, &QTimer::timeout, this, &QTcpServer::resumeAccepting);
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto connection = std::make_unique<Connection>(m_handler, m_owner);
    if (!connection->setSocketDescriptor(descriptor))
        return;
    connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    Q_EMIT accepted(connection.get());
    addPendingConnection(connection.release());
}

} // namespace http
