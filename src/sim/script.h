#pragma once

#include "base/expected.h"
#include "http/request.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

// How to steer the simulated Messages API
//
// Without a script it answers that it is simulated and repeats what the user said. A message that contains
// `simulate:` followed by a JSON object is answered as that object says; the rest of the message is ignored:
//
//     Hello simulate:{"text": "Good morning.", "thinking": "A greeting.", "delay_ms": 50}
//
//   text         the answer's text; without it (and without tools) the default one
//   deltas       cut the text into this many pieces (else one per word); without text: the numbers from 1 up
//   delay_ms     time between two pieces (15)
//   first_ms     time before anything at all is sent (0)
//   last_ms      time between the stop reason and the end of the message (0)
//   thinking     a thinking block before the text, when the request has thinking on
//   signature    the thinking block's signature
//   redacted_thinking   the data of a redacted_thinking block behind it, also only with thinking on
//   tools        tool calls after the text: [{"name": "Bash", "input": {"command": "echo hi"}}], "id" if wished;
//                the input is sent with its key order and its numbers as written
//   tool_deltas  cut each tool's input into this many pieces (else one per 24 bytes)
//   then         the script of the answer to the tools' results, with its own tools and then, as deep as wished;
//                without it the results are quoted
//   stop_reason  end_turn, tool_use, max_tokens, refusal, … ; by itself tool_use with tools, else end_turn
//   usage        any of input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens and
//                thinking_tokens; the others are estimated, four bytes a token
//   status       an HTTP status; from 300 on an error is answered, in the shape of the Anthropic API
//   error_type   the error's type; by itself the one that belongs to the status
//   message      the error's message
//   headers      further response headers, with any status: {"retry-after": "17"}
//   cut          {"after": 3, "how": "error"}: after that many deltas (thinking and tool input count) an `error`
//                event is sent ("error"), the connection is closed ("drop") or nothing more comes ("stall")
//   times        only the first so many requests with this same script fail (status or cut); the next ones get
//                the answer that it has otherwise
//   refuse_params   ["temperature", "thinking", …]: as long as the request carries one of these parameters, it is
//                refused with a 400 that names it (thinking: as long as it is enabled or adaptive)
//
// An unknown key is answered with status 400 and a message that names it. Only the last user message with a
// text of its own counts. A model whose name contains `nosuch` does not exist (404).
//
// Every answer, scripted or not, obeys the request as a model would:
//
//   stop_sequences   the text ends before the first that it contains; stop_reason and stop_sequence say so
//   max_tokens       thinking, text and tool input together, four bytes a token; what is over is cut off, and the
//                    stop_reason is max_tokens
//   tool_choice      none: no tool is called. any, tool: when the script calls no tool (or, for tool, not the
//                    named one) the first (the named) is called, with arguments made from its schema, in place of
//                    the text; calls of others than the named are left out. disable_parallel_tool_use leaves one
//   tools            the default answer to a request with a tool StructuredOutput is a call of it, with arguments
//                    made from its schema. Scripts may call tools that were not offered
//
// What the Anthropic API refuses is refused in its words (parameter_rules.h, rules.h, attachment.h).
namespace sim {

struct ToolCall
{
    QByteArray id; // empty: one is made
    QByteArray name;
    QByteArray input = "{}"; // a JSON object, as written in the script

    bool operator==(const ToolCall &) const = default;
};

// Token counts; those that are not set are estimated.
struct Usage
{
    std::optional<qint64> input;
    std::optional<qint64> output;
    std::optional<qint64> cacheCreation;
    std::optional<qint64> cacheRead;
    std::optional<qint64> thinking;

    bool operator==(const Usage &) const = default;
};

struct Cut
{
    enum class How { Error, Drop, Stall };

    qint64 after = 0; // deltas
    How how = How::Error;

    bool operator==(const Cut &) const = default;
};

// What one answer shall be; see above for each member.
struct Script
{
    std::optional<QByteArray> text;
    std::optional<qint64> deltas;
    qint64 delayMs = 15;
    qint64 firstMs = 0;
    qint64 lastMs = 0;
    QByteArray thinking;
    QByteArray signature = "c2ltdWxhdGVkIHNpZ25hdHVyZQ==";
    QByteArray redactedThinking;
    std::vector<ToolCall> tools;
    std::optional<qint64> toolDeltas;
    QByteArray then; // JSON, known to be a good script; empty when there is none
    QByteArray stopReason;
    Usage usage;
    int status = 200;
    QByteArray errorType;
    QByteArray message;
    http::Headers headers;
    std::optional<Cut> cut;
    std::optional<qint64> times;
    QList<QByteArray> refuseParams;

    bool fails() const { return status >= 300 || cut.has_value(); }

    bool operator==(const Script &) const = default;
};

// The JSON object after the first `simulate:` of the text, up to its matching brace; empty when there is
// none. One that is never closed reaches to the end of the text, so that reading it fails.
QByteArray scriptIn(const QByteArray &text);

// Reads a script, or says in a sentence what is wrong with it.
base::Expected<Script, QString> readScript(QByteArrayView json);

} // namespace sim
