#include "wire/openai_error.h"

#include "base/json.h"

#include <algorithm>
#include <iterator>

namespace wire::openai {

namespace {

using chat::ErrorKind;

struct Wording
{
    ErrorKind kind = ErrorKind::InvalidRequest;
    int status = 400;
    QByteArrayView type;
    QByteArrayView code; // empty: null
    QByteArrayView param = {}; // where the error names none
};

constexpr Wording wordings[] = {
    {ErrorKind::InvalidRequest, 400, "invalid_request_error", ""},
    {ErrorKind::ContextTooLong, 400, "invalid_request_error", "context_length_exceeded"},
    {ErrorKind::NotLoggedIn, 401, "authentication_error", "not_logged_in"},
    {ErrorKind::KeyRemoved, 401, "invalid_request_error", "invalid_api_key"},
    {ErrorKind::PermissionDenied, 403, "permission_error", ""},
    {ErrorKind::ModelNotFound, 404, "invalid_request_error", "model_not_found", "model"},
    {ErrorKind::RequestTooLarge, 413, "invalid_request_error", "request_too_large"},
    {ErrorKind::QueueFull, 429, "rate_limit_error", "queue_full"},
    {ErrorKind::RateLimited, 429, "rate_limit_error", "rate_limit_exceeded"},
    {ErrorKind::CliFailed, 502, "api_error", "cli_failed"},
    {ErrorKind::ApiFailed, 502, "api_error", "upstream_error"},
    {ErrorKind::CliMissing, 503, "api_error", "claude_not_found"},
    {ErrorKind::Overloaded, 503, "overloaded_error", "overloaded"},
    {ErrorKind::Stopping, 503, "api_error", "stopping"},
    {ErrorKind::Cancelled, 400, "invalid_request_error", "cancelled"},
    {ErrorKind::TimedOut, 504, "timeout_error", "timeout"},
};

const Wording &wordingOf(ErrorKind kind)
{
    const auto wording = std::find_if(
        std::begin(wordings), std::end(wordings), [kind](const Wording &w) { return w.kind == kind; });
    Q_ASSERT(wording != std::end(wordings));
    return *wording;
}

void appendStringOrNull(base::json::Writer &writer, QByteArrayView name, QByteArrayView value)
{
    writer.key(name);
    if (value.isEmpty())
        writer.null();
    else
        writer.string(value);
}

QByteArray body(QByteArrayView message, QByteArrayView type, QByteArrayView param, QByteArrayView code)
{
    QByteArray out;
    base::json::Writer writer(out);
    writer.beginObject().key("error").beginObject();
    writer.field("message", message).field("type", type);
    appendStringOrNull(writer, "param", param);
    appendStringOrNull(writer, "code", code);
    writer.endObject().endObject();
    return out;
}

} // namespace

ErrorReply errorReply(const chat::Error &error)
{
    const Wording &wording = wordingOf(error.kind);
    const QByteArrayView param = error.param.isEmpty() ? wording.param : QByteArrayView(error.param);
    return {wording.status, body(error.message, wording.type, param, wording.code)};
}

QByteArray errorBody(QByteArrayView message, QByteArrayView type, QByteArrayView code)
{
    return body(message, type, {}, code);
}

} // namespace wire::openai
