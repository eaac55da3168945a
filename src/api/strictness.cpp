#include "api/strictness.h"

namespace api {

chat::Error withoutEffect(const QByteArrayList &names)
{
    const auto message = names.size() == 1
        ? "The parameter " + names.front() + " has no effect with Claude Code"
        : "The parameters " + names.join(", ") + " have no effect with Claude Code";
    return {.kind = chat::ErrorKind::InvalidRequest,
        .message = message + ", and this relay is strict about that (--strict-params).",
        .param = names.front()};
}

} // namespace api
