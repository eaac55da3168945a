#pragma once

#include "cli/incoming.h"

#include <cmath>
#include <limits>
#include <utility>

// Readers for the members of the CLI's lines. They leave their target alone when the value has another type: a field
// that is not what it was must not break a stream.
namespace cli::fields {

using base::json::ok;
using base::json::Status;
using base::json::Value;

inline void read(Value value, QByteArray &target)
{
    if (value.is(base::json::Type::String)) {
        if (auto text = value.string())
            target = std::move(*text);
    }
}

template<typename Number> void readNumber(Value value, Number &target)
{
    if (value.is(base::json::Type::Number)) {
        const auto number = value.number();
        if (number && std::abs(*number) <= double(std::numeric_limits<Number>::max()) / 2)
            target = Number(*number);
    }
}

inline void readCount(Value value, std::optional<qint64> &target)
{
    if (value.is(base::json::Type::Number)) {
        if (const auto number = value.integer())
            target = *number;
    }
}

inline void read(Value value, bool &target)
{
    if (value.is(base::json::Type::Boolean)) {
        if (const auto flag = value.boolean())
            target = *flag;
    }
}

// Walks an object member by member; anything else is left alone.
template<typename Field> Status readObject(Value value, const Field &field)
{
    if (!value.is(base::json::Type::Object))
        return ok();
    return value.object([&field](QByteArrayView key, Value member) -> Status { return field(key, member); });
}

// Walks an array item by item; anything else is left alone.
template<typename Item> Status readArray(Value value, const Item &item)
{
    if (!value.is(base::json::Type::Array))
        return ok();
    return value.array([&item](Value member) -> Status { return item(member); });
}

// A value that is passed on as its bytes.
Status readRaw(Value value, QByteArray &target);

Status readUsage(Value value, UsageFields &usage);
// What the `message` of an assistant or user line holds.
struct Message
{
    AssistantMessage assistant;
    ToolResultsRead results;
};
Status readMessage(Value value, Message &message);
// The Anthropic API's own event: https://docs.anthropic.com/en/docs/build-with-claude/streaming
Status readEvent(Value value, Incoming &event);

Status readControlResponse(Value value, ControlResponse &response);
// What the CLI asks of the relay. The subtype says which of them it is, and may come last.
struct Asked
{
    QByteArray subtype;
    PermissionRequest permission;
    McpMessage mcp;
};
Status readAsked(Value value, Asked &asked);

} // namespace cli::fields
