#include "api/access.h"

#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace api {

namespace {

bool isLocalName(const QString &host)
{
    // Containers reach this machine by the last two.
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || host == "::1"_L1
        || host.startsWith("127."_L1) || host == "host.docker.internal"_L1
        || host == "host.containers.internal"_L1;
}

bool isLocalHost(const QByteArray &hostHeader)
{
    const QUrl url("http://"_L1 + QString::fromLatin1(hostHeader) + u'/');
    const auto host = url.host().toLower();
    if (host.startsWith("127."_L1)) // not 127.0.0.1.example.com
        return !QHostAddress(host).isNull();
    return isLocalName(host);
}

bool isForeignPage(const QByteArray &origin)
{
    if (origin.isEmpty())
        return false; // no browser
    if (origin == "null")
        return true;
    const QUrl url(QString::fromLatin1(origin));
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return false; // an application or an extension, which the user has installed
    return !isLocalHost(origin.sliced(origin.indexOf("://") + 3));
}

} // namespace

Access::Access(const settings::Server &settings)
    : m_browsers(settings.cors != "off"_L1), m_loopbackOnly(QHostAddress(settings.host).isLoopback())
{
    if (m_browsers && settings.cors != "local"_L1)
        m_origins = settings.cors.toLatin1().split(',');
}

bool Access::allows(const QByteArray &origin) const
{
    return origin.isEmpty() || (m_browsers && (!isForeignPage(origin) || m_origins.contains(origin)));
}

std::optional<Refusal> Access::refuse(const http::Request &request) const
{
    if (const auto origin = request.header("Origin"); !allows(origin)) {
        const auto shown = origin.first(std::min<qsizetype>(origin.size(), 100));
        return Refusal{m_browsers ? "Web pages of other origins may not use claude-relay (Origin: " + shown
                    + "). Serve the page from localhost, or name its origin with --cors."
                                  : "What runs in a browser may not use claude-relay (Origin: " + shown
                    + "). --cors local lets pages of this machine.",
            "origin_not_allowed"};
    }
    if (const auto host = request.header("Host"); m_loopbackOnly && !host.isEmpty() && !isLocalHost(host))
        return Refusal{
            "claude-relay does not answer to this host name. Use http://localhost or http://127.0.0.1.",
            "host_not_allowed"};
    return {};
}

http::Headers Access::corsHeaders(const http::Request &request) const
{
    if (!m_browsers || !allows(request.header("Origin")))
        return {};
    http::Headers headers{{"Access-Control-Allow-Origin", "*"},
        {"Access-Control-Expose-Headers", "X-Request-Id, X-Claude-Relay-Ignored, Retry-After"}};
    if (request.header("Access-Control-Request-Private-Network") == "true")
        headers.emplaceBack("Access-Control-Allow-Private-Network", "true");
    return headers;
}

} // namespace api
