#pragma once

#include "base/json.h"
#include "chat/event.h"
#include "cli/permission.h"

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

// The beginning of a block, or in an AssistantMessage all of it.
struct BlockStart
{
    chat::BlockKind kind =
        chat::BlockKind::Text; // ToolUse for every tool_use; Work for kinds that are unknown
    QByteArray id;
    QByteArray name;
    chat::BlockDelta begin = {}; // what it begins with; usually nothing
};

struct BlockDelta
{
    chat::BlockDelta delta; // empty for kinds that are unknown
};

struct BlockStop
{ };

struct MessageDelta
{
    QByteArray stopReason;
    UsageFields usage;
};

struct MessageStop
{
    std::optional<int> abandonedFrom; // the API's stream broke: the blocks from this one on are void
};

// A whole message. Comes after its deltas, or alone when the CLI fell back to asking without streaming.
struct AssistantMessage
{
    QByteArray id;
    QByteArray model;
    bool synthetic = false; // the CLI's own words about a failure: no answer
    QByteArray error; // authentication_failed, rate_limit, model_not_found, …
    QByteArray stopReason;
    UsageFields usage;
    std::vector<BlockStart> content; // usually one: each block comes in a line of its own
};

// The results of tools that the CLI gives to the model, in the main conversation.
struct ToolResultsRead
{
    struct Entry
    {
        QByteArray toolUseId;
        bool isError = false;
    };
    std::vector<Entry> results;
};

// Begins a turn, before the API is asked.
struct Init
{
    QByteArray model; // its full id
    std::vector<QByteArray> tools; // names of what the model is offered
};

struct Result
{
    QByteArray subtype;
    bool isError = false;
    QByteArray text; // without one, the errors that the line names, one per line
    QByteArray stopReason;
    int apiErrorStatus = 0; // 0: none
    QByteArray terminalReason;
    UsageFields usage;
    double totalCostUsd = 0; // of the process since its start
    int numTurns = 0; // 0: nothing was asked, the messages only joined the history
    QByteArray structuredOutput; // the JSON that fits the schema; empty when there is none
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

// What the CLI asks of the relay, but for MCP and permissions.
struct ControlRequest
{
    QByteArray requestId;
    QByteArray subtype;
};

// The CLI speaks to an MCP server that the relay is for it, as JSON-RPC, and waits for the answer.
struct McpMessage
{
    QByteArray requestId;
    QByteArray serverName;
    QByteArray method; // initialize, tools/list, tools/call, notifications/…
    QByteArray id; // the JSON-RPC id, as JSON; empty for what wants no answer
    QByteArray toolName; // tools/call: what is called
    QByteArray toolUseId; // tools/call: by which call of the model
};

// The CLI no longer waits for the answer to a request of its own.
struct CancelRequest
{
    QByteArray requestId;
};

// A line that is well-formed and says nothing that the relay needs.
struct Other
{ };

// No JSON object with a type.
struct Damaged
{ };

using Incoming = std::variant<Other, Damaged, MessageStart, BlockStart, BlockDelta, BlockStop, MessageDelta,
    MessageStop, AssistantMessage, ToolResultsRead, Init, Result, ApiRetry, RateLimit, ControlResponse,
    ControlRequest, PermissionRequest, McpMessage, CancelRequest>;

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
