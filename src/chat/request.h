#pragma once

#include <QByteArray>
#include <QList>

#include <variant>
#include <vector>

// What is asked, whatever dialect it came in. Text is UTF-8.
namespace chat {

enum class Role { User, Assistant };

struct Text
{
    QByteArray text;
    bool operator==(const Text &) const = default;
};

// A tool call that the assistant made in an earlier turn. `input` is a JSON object as the client wrote it,
// checked to be valid and on one line.
struct ToolUse
{
    QByteArray id;
    QByteArray name;
    QByteArray input;
    bool operator==(const ToolUse &) const = default;
};

// The answer to a ToolUse. It stands in a user message.
struct ToolResult
{
    QByteArray toolUseId;
    std::vector<Text> content;
    bool operator==(const ToolResult &) const = default;
};

using Block = std::variant<Text, ToolUse, ToolResult>;

struct Message
{
    Role role = Role::User;
    std::vector<Block> content;
    bool operator==(const Message &) const = default;
};

// One question. Neighbouring messages of the same role are one Message; the last Message is the user's and
// not empty.
struct Request
{
    QByteArray model; // as the client named it; empty when it named none
    QByteArray system; // all system texts, joined by a blank line; empty when there was none
    std::vector<Message> messages;
    bool operator==(const Request &) const = default;
};

} // namespace chat
