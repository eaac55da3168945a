#include "http/listener.h"

#include "http/context.h"
#include "http/descriptors.h"
#include "http/intake.h"

#include <chrono>

#include <unistd.h>

using namespace std::chrono_literals;

namespace http {

namespace {

// So many more than are allowed are told so; the next ones find the door closed.
constexpr int MostTurnedAway = 64;

} // namespace

Listener::Listener(Context &context, Connection::Kind kind, QObject *owner)
    : m_context(context), m_kind(kind), m_owner(owner)
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
    const int others = m_context.connections;
    const int most = std::min(m_context.limits.connections, mostConnections());
    if (others >= most + MostTurnedAway) {
        ::close(int(descriptor));
        return;
    }
    auto connection = std::make_unique<Connection>(m_context, m_kind, m_owner);
    if (!connection->setSocketDescriptor(descriptor))
        return;
    Q_EMIT accepted(connection.get());
    if (others >= most) {
        connection.release()->turnAway(most);
        return;
    }
    if (m_kind == Connection::Kind::Tcp)
        connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto intake = std::make_unique<Intake>();
    connection.release()->serve(intake.get());
    addPendingConnection(intake.release());
}

} // namespace http
