#include "api/strictness.h"

namespace api {

chat::Error withoutEffect(const QByteArrayList &names)
{
    const auto message = names.size() == 1
        ? "The parameter " + names.front() + " has no effect with Claude Code"
        : "The parameters " + names.join(", ") + " have no effect with Claude Code";
    return {.kind = chat::ErrorKind::InvalidRequest,
        .message = message + ". Leave it out, or start the relay without --strict-params.",
        .param = names.front()};
}

} // namespace api
