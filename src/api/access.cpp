#include "api/access.h"

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

std::optional<Refusal> refuse(const http::Request &request, bool loopbackOnly)
{
    if (const auto origin = request.header("Origin"); isForeignPage(origin))
        return Refusal{"Web pages of other origins may not use claude-relay (Origin: "
                + origin.first(std::min<qsizetype>(origin.size(), 100)) + "). Serve the page from localhost.",
            "origin_not_allowed"};
    if (const auto host = request.header("Host"); loopbackOnly && !host.isEmpty() && !isLocalHost(host))
        return Refusal{
            "claude-relay does not answer to this host name. Use http://localhost or http://127.0.0.1.",
            "host_not_allowed"};
    return {};
}

} // namespace api
