#pragma once

#include "wire/chat_completions_parts.h"

#include <vector>

namespace wire::chat_completions {

// A call that an assistant's message holds.
struct ClientCall
{
    chat::ToolUse use; // without id when it was made the older way
    QByteArray path;
};

// One of the client's messages, as far as it concerns us.
struct ClientMessage
{
    QByteArray role;
    Content content;
    QByteArray refusal; // read apart, then the last of the content
    std::vector<ClientCall> calls;
    QByteArray toolCallId; // of a tool's answer
    QByteArray name;
};

// Reads one item of `messages`.
base::json::Result<ClientMessage> readMessage(base::json::Value value);

// Makes the client's messages into a request: system texts apart, neighbours of one role merged, each call with its
// answer.
base::json::Status buildConversation(std::vector<ClientMessage> messages, chat::Request &request);

} // namespace wire::chat_completions
