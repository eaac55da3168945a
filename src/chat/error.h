#pragma once

#include "chat/parameter.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace chat {

// Why a request has no answer, apart from how a dialect words it.
enum class ErrorKind {
    InvalidRequest, // 400: the request itself is wrong
    ContextTooLong, // 400
    NotLoggedIn, // 401: the CLI has no valid login
    PermissionDenied, // 403: the login may not do this
    ModelNotFound, // 404
    RequestTooLarge, // 413
    QueueFull, // 429: the relay's own limit
    RateLimited, // 429: the account's limit
    CliFailed, // 502: the CLI died or answered what can't be understood
    ApiFailed, // 502: the API behind the CLI failed
    CliMissing, // 503: no claude command
    Overloaded, // 503
    Stopping, // 503: the relay is going down
    Cancelled, // 400, so that no client asks again by itself: the user ended it
    TimedOut, // 504
    KeyRemoved, // 401: the key that it came with opens this no more
};

struct Error
{
    ErrorKind kind = ErrorKind::CliFailed;
    QByteArray message; // a sentence for the person who reads it, with what to do where that is known
    QByteArray param; // the field of the request that is wrong, as a path (messages[2].content); may be empty
    std::optional<std::chrono::seconds> retryAfter;
    // The same where only the dialect knows the name: `message` goes on after it.
    std::optional<Parameter> parameter;
    bool operator==(const Error &) const = default;
};

} // namespace chat
