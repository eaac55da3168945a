#pragma once

#include "chat/request.h"

#include <optional>
#include <variant>
#include <vector>

namespace agent {

// What a session was last asked and what it answered: all that a client could know of it.
struct Conversation
{
    chat::Request asked;
    chat::Message answer; // as chat::Answer::asSentBack() gives it
    bool waiting = false; // for the results of the answer's calls
};

// How a request goes on where a session stopped.
struct NextQuestion
{
    chat::Message message;
    bool operator==(const NextQuestion &) const = default;
};

struct ToolResults
{
    std::vector<chat::ToolResult> results; // one for each call
    bool operator==(const ToolResults &) const = default;
};

using Continuation = std::variant<NextQuestion, ToolResults>;

// Whether the request is this conversation, with its answer, and one message more: model, system prompt, tools, output
// schema and every message are compared whole, so that nobody gets at a conversation which they do not know already.
// How the next answer is to be made (parameters, tool choice) may differ.
std::optional<Continuation> continuation(const Conversation &conversation, const chat::Request &request);

} // namespace agent
