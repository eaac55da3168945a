#pragma once

#include "base/json.h"
#include "chat/request.h"

#include <vector>

namespace wire::chat_completions {

// One of the client's messages, as far as it concerns us.
struct ClientMessage
{
    QByteArray role;
    std::vector<chat::Text> content; // without empty texts
    QByteArray refusal; // read apart, then the last of the content
    std::vector<chat::ToolUse> calls;
    QByteArray toolCallId; // of a tool's answer
    QByteArray name;
};

// Reads one item of `messages`.
base::json::Result<ClientMessage> readMessage(base::json::Value value);

// Makes the client's messages into a request: system texts apart, neighbours of one role merged.
base::json::Status buildConversation(const std::vector<ClientMessage> &messages, chat::Request &request);

} // namespace wire::chat_completions
