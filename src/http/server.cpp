#include "http/server.h"

#include "http/context.h"
#include "http/descriptors.h"
#include "http/listener.h"
#include "http/local_socket.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace http {

namespace {

QString whyNot(const Listener &listener, const QHostAddress &address, quint16 port)
{
    switch (listener.serverError()) {
    case QAbstractSocket::AddressInUseError:
        return u"port %1 on %2 is already in use"_s.arg(port).arg(address.toString());
    case QAbstractSocket::SocketAddressNotAvailableError:
        return u"this computer has no address %1"_s.arg(address.toString());
    case QAbstractSocket::SocketAccessError:
        return u"port %1 on %2 may not be used: permission denied"_s.arg(port).arg(address.toString());
    default:
        return u"can't listen on port %1 of %2: %3"_s.arg(port).arg(
            address.toString(), listener.errorString());
    }
}

void retire(const QSet<Connection *> &connections, Connection::Kind kind)
{
    const auto all = connections; // closing takes them out
    for (auto *connection : all) {
        if (connection->kind() == kind)
            connection->retire();
    }
}

} // namespace

Server::Server(Handler handler, const Limits &limits, QObject *parent)
    : QObject(parent), m_context(new Context{.handler = std::move(handler), .limits = limits, .reader = {}})
{ }

Server::~Server()
{
    for (auto *connection : std::as_const(m_connections))
        disconnect(connection, nullptr, this, nullptr);
    qDeleteAll(findChildren<Connection *>(Qt::FindDirectChildrenOnly));
}

void Server::setDoorkeeper(Doorkeeper doorkeeper)
{
    m_context->doorkeeper = std::move(doorkeeper);
}

void Server::setLimits(const Limits &limits)
{
    m_context->limits = limits;
}

base::Expected<quint16, QString> Server::listen(const QHostAddress &address, quint16 port)
{
    raiseDescriptorLimit();
    auto listener = std::make_unique<Listener>(*m_context, Connection::Kind::Tcp, this);
    if (!listener->listen(address, port))
        return base::Unexpected{whyNot(*listener, address, port)};
    const quint16 taken = listener->serverPort();
    m_listeners.append(listener.get());
    serve(std::move(listener));
    return taken;
}

QString Server::listenLocally(const QString &path)
{
    if (m_localSocket && m_localSocket->path() == path)
        return {};
    std::unique_ptr<LocalSocket> socket;
    std::unique_ptr<Listener> listener;
    if (!path.isEmpty()) {
        raiseDescriptorLimit();
        auto made = LocalSocket::listen(path);
        if (!made)
            return made.error();
        socket = std::move(*made);
        listener = std::make_unique<Listener>(*m_context, Connection::Kind::Local, this);
        if (!listener->setSocketDescriptor(socket->takeDescriptor()))
            return u"can't listen on %1: %2"_s.arg(path, listener->errorString());
    }
    if (auto *before = std::exchange(m_localListener, listener.get()))
        close({before});
    m_localSocket = std::move(socket);
    if (listener)
        serve(std::move(listener));
    return {};
}

void Server::serve(std::unique_ptr<Listener> listener)
{
    connect(listener.get(), &Listener::accepted, this, &Server::add);
    m_context->reader.bind(listener.release());
}

void Server::add(Connection *connection)
{
    m_connections.insert(connection);
    connect(connection, &Connection::refused, this, [this](int status, const QByteArray &message) {
        ++m_refusals[status];
        Q_EMIT refused(status, message);
    });
    connect(connection, &Connection::closed, this, [this, connection] {
        m_connections.remove(connection);
        connection->deleteLater();
    });
}

base::Expected<quint16, QString> Server::move(const QHostAddress &address, quint16 port)
{
    auto before = std::exchange(m_listeners, {});
    auto taken = listen(address, port);
    if (taken) {
        close(before);
        retire(m_connections, Connection::Kind::Tcp); // the new one has accepted nothing yet
        return taken;
    }
    // Maybe it stands in its own way: the same port on another address.
    std::vector<std::pair<QHostAddress, quint16>> places;
    for (const auto *listener : std::as_const(before))
        places.emplace_back(listener->serverAddress(), listener->serverPort());
    const bool samePort =
        std::ranges::any_of(places, [port](const auto &place) { return place.second == port; });
    if (!samePort) {
        m_listeners = before;
        return taken;
    }
    close(before);
    taken = listen(address, port);
    if (taken) {
        retire(m_connections, Connection::Kind::Tcp);
    } else {
        for (const auto &[oldAddress, oldPort] : places)
            (void)listen(oldAddress, oldPort);
    }
    return taken;
}

void Server::close(const QList<Listener *> &listeners)
{
    for (auto *listener : listeners) {
        listener->close();
        listener->deleteLater();
    }
}

void Server::leavePorts()
{
    retire(m_connections, Connection::Kind::Tcp);
    close(std::exchange(m_listeners, {}));
}

void Server::stopListening()
{
    leavePorts();
    (void)listenLocally({});
    retire(m_connections, Connection::Kind::Local);
}

int Server::connectionCount() const
{
    return int(m_connections.size());
}

} // namespace http
