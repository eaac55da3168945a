#pragma once

#include "base/json.h"
#include "chat/event.h"

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

// The lines that the CLI writes, decoded into what the relay needs of them. Their shapes
// were measured on 2.1.197 and 2.1.330; tests/real would notice if they changed.
namespace cli {

// Token counts as one line gives them; a field that is missing was not said.
struct UsageFields
{
    std::optional<qint64> input;
    std::optional<qint64> cacheRead;
    std::optional<qint64> cacheWrite;
    std::optional<qint64> output;
    std::optional<qint64> reasoning;

    void applyTo(chat::Usage &usage) const;
};

struct MessageStart
{
    QByteArray id;
    QByteArray model;
    UsageFields usage;
};

struct BlockStart
{
    chat::BlockKind kind = chat::BlockKind::Text; // Work for every call
    QByteArray id;
    QByteArray name;
    QByteArray text; // what the block begins with; usually nothing
};

struct BlockDelta
{
    QByteArray text; // text, thinking or partial JSON; empty for kinds that carry none (signatures)
};

struct BlockStop
{ };

struct MessageDelta
{
    QByteArray stopReason;
    UsageFields usage;
};

struct MessageStop
{ };

// A whole message. Comes after its deltas, or alone when the CLI fell back to asking without streaming.
struct AssistantMessage
{
    QByteArray id;
    QByteArray model;
    bool synthetic = false; // the CLI's own words about a failure: no answer
    QByteArray error; // authentication_failed, rate_limit, model_not_found, …
    QByteArray stopReason;
    UsageFields usage;
    struct Content
    {
        BlockStart start;
        QByteArray text;
    };
    std::vector<Content> content;
};

struct Result
{
    QByteArray subtype;
    bool isError = false;
    QByteArray text;
    QByteArray stopReason;
    int apiErrorStatus = 0; // 0: none
    QByteArray terminalReason;
    UsageFields usage;
    double costUsd = 0;
};

struct ApiRetry
{
    int errorStatus = 0; // 0: no HTTP status (the connection failed)
    QByteArray error;
    qint64 delayMs = 0;
};

struct RateLimit
{
    QByteArray status; // allowed, allowed_warning, rejected
    qint64 resetsAt = 0; // seconds since 1970; 0: not said
};

struct ControlResponse
{
    QByteArray requestId;
    bool success = false;
    QByteArray error;
    QByteArray response; // a JSON object; empty when there was none
};

struct ControlRequest
{
    QByteArray requestId;
    QByteArray subtype;
};

// A line that is well-formed and says nothing that the relay needs.
struct Other
{ };

// No JSON object with a type.
struct Damaged
{ };

using Incoming = std::variant<Other, Damaged, MessageStart, BlockStart, BlockDelta, BlockStop, MessageDelta,
    MessageStop, AssistantMessage, Result, ApiRetry, RateLimit, ControlResponse, ControlRequest>;

// Decodes lines, one at a time. Seen in the wild: a line that is cut in two by another one. Then what stands
// whole behind the cut is still decoded, and the two parts of the first are joined when the rest arrives.
class IncomingDecoder
{
public:
    // `line` must be readable for simdjson's padding behind its end. Appends what the line says; at least one.
    void decode(QByteArrayView line, std::vector<Incoming> &out);

private:
    Incoming decodeOne(QByteArrayView line, bool padded);
    void repair(QByteArrayView line, std::vector<Incoming> &out);

    base::json::Reader m_reader;
    QByteArray m_head; // of a line that was cut
};

} // namespace cli
