#include "cli/failure.h"

#include <algorithm>

namespace cli {

namespace {

using chat::ErrorKind;

ErrorKind kindOf(const Failure &failure)
{
    // Before the status: a prompt that is too long is a 400 like any other.
    if (failure.terminalReason == "prompt_too_long" || failure.text.startsWith("Prompt is too long"))
        return ErrorKind::ContextTooLong;
    switch (failure.apiStatus) {
    case 400:
        return ErrorKind::InvalidRequest;
    case 401:
        return ErrorKind::NotLoggedIn;
    case 402:
    case 403:
        return ErrorKind::PermissionDenied;
    case 404:
        return ErrorKind::ModelNotFound;
    case 413:
        return ErrorKind::RequestTooLarge;
    case 429:
        return ErrorKind::RateLimited;
    case 529:
    case 503:
        return ErrorKind::Overloaded;
    case 504:
        return ErrorKind::TimedOut;
    default:
        break;
    }
    if (failure.error == "authentication_failed" || failure.error == "oauth_org_not_allowed")
        return ErrorKind::NotLoggedIn;
    if (failure.error == "rate_limit")
        return ErrorKind::RateLimited;
    if (failure.error == "overloaded")
        return ErrorKind::Overloaded;
    if (failure.error == "model_not_found")
        return ErrorKind::ModelNotFound;
    if (failure.error == "billing_error")
        return ErrorKind::PermissionDenied;
    if (failure.error == "invalid_request")
        return ErrorKind::InvalidRequest;
    return ErrorKind::ApiFailed;
}

// The CLI's hints are for its own screen; these are for whoever uses the relay.
QByteArray advice(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotLoggedIn:
        return "Run claude in a terminal on the machine of claude-relay, log in with /login and ask again.";
    case ErrorKind::ModelNotFound:
        return "GET /v1/models lists names that work.";
    case ErrorKind::InvalidRequest:
    case ErrorKind::ContextTooLong:
    case ErrorKind::KeyRemoved:
    case ErrorKind::PermissionDenied:
    case ErrorKind::RequestTooLarge:
    case ErrorKind::QueueFull:
    case ErrorKind::RateLimited:
    case ErrorKind::CliFailed:
    case ErrorKind::ApiFailed:
    case ErrorKind::CliMissing:
    case ErrorKind::Overloaded:
    case ErrorKind::Stopping:
    case ErrorKind::Cancelled:
    case ErrorKind::TimedOut:
        break;
    }
    return {};
}

} // namespace

chat::Error toError(const Failure &failure)
{
    chat::Error error;
    error.kind = kindOf(failure);
    error.message =
        "Claude Code: " + (failure.text.isEmpty() ? QByteArray("the request failed") : failure.text);
    if (const auto hint = advice(error.kind); !hint.isEmpty())
        error.message += (error.message.endsWith('.') ? " " : ". ") + hint;
    if (error.kind == ErrorKind::ModelNotFound)
        error.param = "model";
    if (failure.retryAfterSeconds
        && (error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::Overloaded))
        error.retryAfter = std::chrono::seconds(std::max<qint64>(1, *failure.retryAfterSeconds));
    return error;
}

chat::Error jsonDoesNotFit()
{
    return {.kind = ErrorKind::ApiFailed,
        .message =
            "The model's JSON did not fit the schema that was asked for. The model tries again, which only a "
            "reply that is not streamed can wait for: please ask without stream, or ask again."};
}

chat::Error rejectedSchema(const QByteArray &errorOutput)
{
    constexpr QByteArrayView Before = "structured output disabled: "; // measured on 2.1.330
    const auto cut = errorOutput.lastIndexOf(Before);
    const auto rest = cut < 0 ? QByteArray() : errorOutput.sliced(cut + Before.size());
    const auto reason = rest.first(rest.indexOf('\n') < 0 ? rest.size() : rest.indexOf('\n')).trimmed();
    return {.kind = ErrorKind::InvalidRequest,
        .message = "has a schema that Claude Code does not take: "
            + (reason.isEmpty() ? QByteArray("it does not say why.") : reason),
        .parameter = chat::Parameter::OutputSchema};
}

} // namespace cli
