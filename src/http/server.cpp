#include "http/server.h"

#include "http/descriptors.h"
#include "http/listener.h"
#include "http/qt_server.h"

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

} // namespace

Server::Server(Handler handler, QObject *parent)
    : QObject(parent), m_handler(std::move(handler)), m_server(std::make_unique<QtServer>())
{ }

Server::~Server() = default;

base::Expected<quint16, QString> Server::listen(const QHostAddress &address, quint16 port)
{
    raiseDescriptorLimit();
    auto listener = std::make_unique<Listener>(m_handler, m_server.get());
    if (!listener->listen(address, port))
        return base::Unexpected{whyNot(*listener, address, port)};
    const quint16 taken = listener->serverPort();
    m_listeners.append(listener.get());
    m_server->serve(std::move(listener));
    return taken;
}

base::Expected<quint16, QString> Server::move(const QHostAddress &address, quint16 port)
{
    auto before = std::exchange(m_listeners, {});
    auto taken = listen(address, port);
    if (taken) {
        close(before);
        m_server->retireConnections(); // the new one has accepted nothing yet
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
        m_server->retireConnections();
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

void Server::stopListening()
{
    close(std::exchange(m_listeners, {}));
    m_server->retireConnections();
}

int Server::connectionCount() const
{
    return static_cast<int>(m_server->connectionCount());
}

} // namespace http
