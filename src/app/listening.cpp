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

QString Listening::move(const settings::Server &wanted)
{
    if (!wanted.tcp && wanted.socket.isEmpty())
        return u"It goes on listening where it has: --tcp off needs a --socket."_s;
    QStringList problems;
    if (const auto problem = m_server.listenLocally(wanted.socket); problem.isEmpty())
        m_settings.socket = wanted.socket;
    else
        problems.append(problem + u'.');
    const bool isStillThere = wanted.tcp || m_settings.socket == wanted.socket;
    if (const auto problem = isStillThere ? movePort(wanted) : QString(); !problem.isEmpty())
        problems.append(problem);
    return problems.join(u' ');
}

void Listening::keepPlace(settings::Server &settings) const
{
    settings.tcp = m_settings.tcp;
    settings.host = m_settings.host;
    settings.port = m_settings.port;
    settings.socket = m_settings.socket;
}

QString Listening::movePort(const settings::Server &wanted)
{
    const bool samePort = wanted.port == m_settings.port || wanted.port == m_port;
    if (!wanted.tcp) {
        m_server.leavePorts();
        m_port = 0;
    } else if (m_port == 0 || !samePort || wanted.host != m_settings.host) {
        const QHostAddress address(wanted.host);
        const auto port =
            m_port == 0 ? m_server.listen(address, wanted.port) : m_server.move(address, wanted.port);
        if (!port)
            return u"It goes on at %1: %2."_s.arg(m_port == 0 ? m_settings.socket : baseUrl(), port.error());
        m_port = *port;
    }
    m_settings.tcp = wanted.tcp;
    m_settings.host = wanted.host;
    m_settings.port = wanted.port;
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
