#include "app/listening.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace app {

http::Limits limitsOf(const settings::Limits &limits)
{
    return {.body = limits.body,
        .headers = limits.headers,
        .connections = limits.connections,
        .headerTime = limits.headerTime,
        .bodyTime = limits.bodyTime,
        .idleTime = limits.idleTime,
        .unsent = limits.unsent,
        .unsentTime = limits.unsentTime};
}

QString Listening::openPort(const settings::Server &settings)
{
    m_settings = settings;
    if (!settings.tcp)
        return {};
    const auto port = m_server.listen(QHostAddress(settings.host), settings.port);
    if (!port)
        return port.error();
    m_port = *port;
    m_isOpen = true;
    return {};
}

QString Listening::openSocket(const settings::Server &settings)
{
    m_settings = settings;
    if (!settings.tcp && settings.socket.isEmpty())
        return u"There is nowhere to listen: --tcp off needs a --socket."_s;
    auto problem = m_server.listenLocally(settings.socket);
    if (problem.isEmpty())
        m_isOpen = true;
    return problem;
}

QString Listening::move(settings::Server &wanted)
{
    if (!wanted.tcp && wanted.socket.isEmpty()) {
        wanted.tcp = m_settings.tcp;
        wanted.socket = m_settings.socket;
        return u"It goes on listening where it has: --tcp off needs a --socket."_s;
    }
    QStringList problems;
    if (auto problem = m_server.listenLocally(wanted.socket); !problem.isEmpty()) {
        problems.append(problem + u'.');
        wanted.socket = m_settings.socket;
        wanted.tcp = wanted.tcp || m_settings.tcp;
    }
    if (auto problem = movePort(wanted); !problem.isEmpty()) {
        problems.append(problem);
        wanted.tcp = m_settings.tcp;
        wanted.host = m_settings.host;
        wanted.port = m_settings.port;
    }
    m_settings = wanted;
    return problems.join(u' ');
}

QString Listening::movePort(const settings::Server &wanted)
{
    if (!wanted.tcp) {
        m_server.leavePorts();
        m_port = 0;
        return {};
    }
    const QHostAddress address(wanted.host);
    if (m_port == 0) {
        const auto port = m_server.listen(address, wanted.port);
        m_port = port ? *port : 0;
        return port ? QString() : port.error() + u'.';
    }
    const bool samePort = wanted.port == m_settings.port || wanted.port == m_port;
    if (samePort && wanted.host == m_settings.host)
        return {};
    const auto port = m_server.move(address, wanted.port);
    if (!port)
        return u"It goes on at %1: %2."_s.arg(baseUrl(), port.error());
    m_port = *port;
    return {};
}

void Listening::stop()
{
    m_server.stopListening();
    m_port = 0;
    m_isOpen = false;
}

QString Listening::baseUrl() const
{
    if (m_port == 0)
        return {};
    auto host = m_settings.host;
    if (host == "0.0.0.0"_L1)
        host = u"127.0.0.1"_s;
    else if (host == "::"_L1)
        host = u"[::1]"_s;
    else if (QHostAddress(host).protocol() == QHostAddress::IPv6Protocol)
        host = u'[' + host + u']';
    return u"http://%1:%2/v1"_s.arg(host).arg(m_port);
}

} // namespace app
