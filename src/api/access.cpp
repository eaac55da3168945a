#include "api/access.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace api {

namespace {

constexpr auto InvalidRequest = "invalid_request_error";
constexpr auto NoPermission = "permission_error";

constexpr auto WhereKeysAre =
    "On its machine, claude-relay key list names the keys and claude-relay key show NAME shows one.";

// A page's picture, script, frame or no-cors fetch by GET comes without an Origin: only Fetch Metadata tells of whose it is
// (W3C Fetch Metadata; all browsers since 2023). Who opens the address in a window is let through.
bool isForeignPart(const http::Request &request)
{
    return request.header("Origin").isEmpty() && request.header("Sec-Fetch-Site") == "cross-site"
        && request.header("Sec-Fetch-Dest") != "document";
}

// A part of what a client has sent, for a message.
QByteArray shown(const QByteArray &text)
{
    constexpr qsizetype Longest = 100;
    return text.first(std::min(text.size(), Longest));
}

bool isForeignPage(const QByteArray &origin)
{
    if (origin.isEmpty())
        return false; // no browser
    const QUrl url(QString::fromUtf8(origin), QUrl::StrictMode);
    if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty())
        return true; // null: a frame or a file that may be anybody's
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return false; // an application or an extension, which the user has installed
    const auto host = hostIn(origin.sliced(origin.indexOf("://") + 3));
    return !host || !OwnHosts::isLoopback(*host);
}

QByteArrayList valuesOf(const http::Headers &headers, QByteArrayView name)
{
    QByteArrayList values;
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            values.append(value.trimmed());
    }
    return values;
}

// What the client sends as a key, without doubles.
QByteArrayList secretsIn(const http::Request &request)
{
    constexpr QByteArrayView Scheme = "bearer ";
    QByteArrayList secrets;
    const auto add = [&secrets](const QByteArray &secret) {
        if (!secret.isEmpty() && !secrets.contains(secret))
            secrets.append(secret);
    };
    for (const auto &value : valuesOf(request.headers, "Authorization")) {
        if (value.first(std::min(value.size(), Scheme.size())).toLower() == Scheme)
            add(value.sliced(Scheme.size()).trimmed());
    }
    for (const auto &value : valuesOf(request.headers, "x-api-key"))
        add(value);
    return secrets;
}

Refusal unauthorized(const QByteArray &message)
{
    return {401, message + WhereKeysAre, InvalidRequest, "invalid_api_key", {{"WWW-Authenticate", "Bearer"}}};
}

bool isPreflight(const http::Request &request)
{
    return request.method == "OPTIONS" && !request.header("Origin").isEmpty()
        && !request.header("Access-Control-Request-Method").isEmpty();
}

} // namespace

Access::Access(const settings::Settings &settings)
    : m_browsers(settings.server.cors != "off"_L1), m_allPages(settings.server.cors == "all"_L1),
      m_needsKey(settings::needsKey(settings)), m_keys(settings::allKeys(settings)),
      m_hosts(settings.server.hosts)
{
    if (m_browsers && !m_allPages && settings.server.cors != "local"_L1)
        m_origins = settings.server.cors.toUtf8().split(',');
    m_needsKey = m_needsKey || !m_keys.isEmpty();
}

bool Access::allows(const QByteArray &origin) const
{
    return origin.isEmpty()
        || (m_browsers && (m_allPages || !isForeignPage(origin) || m_origins.contains(origin)));
}

std::optional<Refusal> Access::refuseOrigin(const QByteArray &origin) const
{
    if (allows(origin))
        return {};
    return Refusal{403,
        m_browsers ? "Web pages of this origin may not use claude-relay (Origin: " + shown(origin)
                + "). Serve the page from localhost, or name its origin with --cors."
                   : "What runs in a browser may not use claude-relay (Origin: " + shown(origin)
                + "). --cors local lets pages of this machine.",
        NoPermission, "origin_not_allowed", {}};
}

base::Expected<Caller, Refusal> Access::admit(const http::Request &request, Door door)
{
    const auto hosts = valuesOf(request.headers, "Host");
    const auto host = hostIn(hosts.value(0));
    // Only a program can leave it out (HTTP/1.0).
    if (hosts.size() > 1
        || (!hosts.value(0).isEmpty() && !(host && m_hosts.contains(*host, request.localAddress))))
        return base::Unexpected{Refusal{403,
            "claude-relay does not answer to this host name. Use http://localhost or http://127.0.0.1, or, "
            "when it is one of this machine, name it with --hosts.",
            NoPermission, "host_not_allowed", {}}};
    const auto origin = request.header("Origin");
    if (auto refusal = refuseOrigin(origin))
        return base::Unexpected{std::move(*refusal)};
    if (isForeignPart(request))
        return base::Unexpected{Refusal{403,
            "A web page of another machine may not load this as a part of itself. It can fetch it with a "
            "key.",
            NoPermission, "origin_not_allowed", {}}};
    if (isPreflight(request))
        return Caller{.isKnown = false};
    const bool foreign = isForeignPage(origin);
    if (!m_needsKey && !foreign)
        return Caller();
    const auto secrets = secretsIn(request);
    if (foreign && (secrets.isEmpty() || m_keys.isEmpty()))
        return base::Unexpected{Refusal{403,
            "A web page of another machine needs a key (Origin: " + shown(origin)
                + "). claude-relay key add NAME makes one; the page sends it as Authorization: Bearer KEY.",
            NoPermission, "key_required", {}}};
    if (secrets.isEmpty() && door == Door::Open)
        return Caller{.isKnown = false};
    if (secrets.isEmpty())
        return base::Unexpected{
            unauthorized("This relay needs a key: send it as Authorization: Bearer KEY. ")};
    if (secrets.size() > 1)
        return base::Unexpected{unauthorized("Authorization and x-api-key hold different keys. ")};
    const auto *key = m_keys.find(secrets.first());
    if (!key)
        return base::Unexpected{unauthorized("This is not a key of this relay. ")};
    return Caller{.key = key->name, .models = key->models, .tools = key->tools, .folder = key->folder};
}

http::Headers Access::corsHeaders(const http::Request &request) const
{
    if (!m_browsers || !allows(request.header("Origin")))
        return {};
    http::Headers headers{{"Access-Control-Allow-Origin", "*"},
        {"Access-Control-Expose-Headers",
            "X-Request-Id, X-Claude-Relay-Ignored, X-Claude-Relay-Tools, Retry-After"}};
    if (request.header("Access-Control-Request-Private-Network") == "true")
        headers.emplaceBack("Access-Control-Allow-Private-Network", "true");
    return headers;
}

std::optional<Refusal> refuseContentType(const http::Request &request)
{
    const auto types = valuesOf(request.headers, "Content-Type");
    if (types.size() == 1 && types.first().split(';').first().trimmed().toLower() == "application/json")
        return {};
    return Refusal{415, "The body must be JSON and say so: send the header Content-Type: application/json.",
        InvalidRequest, "unsupported_content_type", {}};
}

} // namespace api
