#pragma once

#include "chat/error.h"
#include "cli/incoming.h"

#include <optional>

namespace cli {

// What is known about a failure when the CLI reports it.
struct Failure
{
    QByteArray error; // the CLI's own word: authentication_failed, rate_limit, …; may be empty
    int apiStatus = 0; // 0: none
    QByteArray terminalReason;
    QByteArray text;
    std::optional<qint64> retryAfterSeconds;
};

// The CLI's failure, as an error for the client.
chat::Error toError(const Failure &failure);

// An answer's JSON that was already passed on did not fit its schema; the model tries again.
chat::Error jsonDoesNotFit();

// The CLI did not take the schema of the answer. Its reason is in its error output.
chat::Error rejectedSchema(const QByteArray &errorOutput);

} // namespace cli
