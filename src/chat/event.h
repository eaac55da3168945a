#pragma once

#include "chat/error.h"
#include "chat/parameter.h"

#include <QByteArray>

#include <variant>
#include <vector>

// What is answered, as a stream:
//     Started (BlockOpened BlockDelta* BlockClosed | Withdrawn)* (Finished | Failed)
// Failed may also stand alone. Text is UTF-8 and never cut inside a character.
namespace chat {

// Tokens, as the API counts them.
struct Usage
{
    qint64 input = 0; // neither read from nor written to the cache
    qint64 cacheRead = 0;
    qint64 cacheWrite = 0;
    qint64 output = 0; // includes reasoning
    qint64 reasoning = 0;
    bool operator==(const Usage &) const = default;

    // All that was given to the model, as most of the field counts it.
    qint64 prompt() const { return input + cacheRead + cacheWrite; }

    Usage &operator+=(const Usage &other)
    {
        input += other.input;
        cacheRead += other.cacheRead;
        cacheWrite += other.cacheWrite;
        output += other.output;
        reasoning += other.reasoning;
        return *this;
    }
};

enum class StopReason { EndTurn, MaxTokens, StopSequence, ToolUse, Refusal };

enum class BlockKind {
    Text,
    Thinking,
    ToolUse, // a call of one of the client's tools: the client must answer it
    Work, // a call of one of Claude Code's own tools: Claude Code answers it itself
    Refusal, // why the model does not give the JSON that was asked for
};

struct Started
{
    QByteArray model; // as the CLI reports it
    std::vector<Parameter> leftOut; // what the model or the CLI does not take, or the settings forbid
    bool operator==(const Started &) const = default;
};

// One block at a time is open. `message` counts the API messages of the answer from 0: one answer may be
// several, with Claude Code's own tools between them.
struct BlockOpened
{
    BlockKind kind = BlockKind::Text;
    int message = 0;
    QByteArray id; // of a call
    QByteArray name; // of the called tool
    bool operator==(const BlockOpened &) const = default;
};

// Text, or for calls a fragment of the JSON arguments.
struct BlockDelta
{
    QByteArray text;
    QByteArray signature; // thinking: the API's proof, and then no text
    QByteArray redacted; // thinking that the API keeps to itself, and then neither
    bool operator==(const BlockDelta &) const = default;
};

struct BlockClosed
{
    bool operator==(const BlockClosed &) const = default;
};

// What was said so far is void, and the answer begins anew: its JSON did not fit the schema, or the API's stream
// broke. `error` is for those to whom it can't be unsaid.
struct Withdrawn
{
    Error error;
    bool operator==(const Withdrawn &) const = default;
};

struct Finished
{
    StopReason reason = StopReason::EndTurn;
    Usage usage;
    double costUsd = 0; // as the CLI reports it; 0 when it does not
    bool operator==(const Finished &) const = default;
};

struct Failed
{
    Error error;
    bool operator==(const Failed &) const = default;
};

using Event = std::variant<Started, BlockOpened, BlockDelta, BlockClosed, Withdrawn, Finished, Failed>;

} // namespace chat
