#include "api/headers.h"

#include <algorithm>

namespace api {

namespace {

constexpr qsizetype LongestRequestId = 200;
constexpr qsizetype LongestClientName = 60;
// Official SDKs wait for Retry-After up to here; beyond it they would ask again at once, in vain.
constexpr auto LongestUsefulWait = std::chrono::seconds(60);

bool isVisibleAscii(char byte)
{
    return byte > 0x20 && byte < 0x7f;
}

bool isWorthRetrying(const chat::Error &error)
{
    switch (error.kind) {
    case chat::ErrorKind::QueueFull:
    case chat::ErrorKind::RateLimited:
    case chat::ErrorKind::Overloaded:
        return !error.retryAfter || *error.retryAfter <= LongestUsefulWait;
    case chat::ErrorKind::CliFailed:
    case chat::ErrorKind::ApiFailed:
    case chat::ErrorKind::Stopping:
        return true;
    case chat::ErrorKind::InvalidRequest:
    case chat::ErrorKind::ContextTooLong:
    case chat::ErrorKind::NotLoggedIn:
    case chat::ErrorKind::KeyRemoved:
    case chat::ErrorKind::PermissionDenied:
    case chat::ErrorKind::ModelNotFound:
    case chat::ErrorKind::RequestTooLarge:
    case chat::ErrorKind::CliMissing:
    case chat::ErrorKind::TimedOut:
    case chat::ErrorKind::Cancelled:
        return false;
    }
    return false;
}

} // namespace

http::Headers preflightHeaders(const http::Request &request)
{
    auto wanted = request.header("Access-Control-Request-Headers");
    if (wanted.isEmpty())
        wanted = "Authorization, Content-Type";
    return {{"Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"},
        {"Access-Control-Allow-Headers", wanted}, {"Access-Control-Max-Age", "600"}};
}

http::Headers errorHeaders(const chat::Error &error)
{
    http::Headers headers;
    if (error.retryAfter)
        headers.emplaceBack("Retry-After", QByteArray::number(qint64(error.retryAfter->count())));
    if (error.kind == chat::ErrorKind::KeyRemoved)
        headers.emplaceBack("WWW-Authenticate", "Bearer");
    // Read by the official SDKs before the status: https://github.com/openai/openai-node
    headers.emplaceBack("X-Should-Retry", isWorthRetrying(error) ? "true" : "false");
    return headers;
}

QByteArray givenRequestId(const http::Request &request)
{
    const auto id = request.header("X-Request-Id").trimmed();
    return id.size() <= LongestRequestId && std::ranges::all_of(id, isVisibleAscii) ? id : QByteArray();
}

QByteArray clientName(const http::Request &request)
{
    const auto agent = request.header("User-Agent").trimmed();
    auto name = agent.first(std::max<qsizetype>(agent.indexOf(' '), 0));
    if (name.isEmpty())
        name = agent;
    name.truncate(LongestClientName);
    return std::ranges::all_of(name, isVisibleAscii) ? name : QByteArray();
}

} // namespace api
