#include "cli/incoming_fields.h"

#include <utility>

namespace cli {

namespace {

using namespace fields;

// The members of a line that matter, whatever its type. They come in any order, the type often last.
struct Fields
{
    QByteArray type;
    QByteArray subtype;
    QByteArray requestId;
    QByteArray error;
    QByteArray stopReason;
    QByteArray terminalReason;
    QByteArray resultText;
    QByteArray errors;
    QByteArray structuredOutput;
    QByteArray model;
    std::vector<QByteArray> tools;
    bool subagent = false;
    bool isError = false;
    int apiErrorStatus = 0;
    int retryStatus = 0;
    int numTurns = 0;
    std::optional<int> abandonedFrom;
    qint64 retryDelayMs = 0;
    double costUsd = 0;
    UsageFields usage;
    RateLimit rateLimit;
    ControlResponse response;
    Asked asked;
    Incoming event;
    Message message;
};

Status readRateLimit(Value value, RateLimit &limit)
{
    return readObject(value, [&limit](QByteArrayView key, Value member) -> Status {
        if (key == "status")
            read(member, limit.status);
        else if (key == "resetsAt")
            readNumber(member, limit.resetsAt);
        return ok();
    });
}

Status readNames(Value value, std::vector<QByteArray> &names)
{
    return readArray(value, [&names](Value item) -> Status {
        QByteArray name;
        read(item, name);
        if (!name.isEmpty())
            names.push_back(std::move(name));
        return ok();
    });
}

Status readAbandoned(Value value, std::optional<int> &from)
{
    return readObject(value, [&from](QByteArrayView key, Value member) -> Status {
        if (key == "from_block_index") {
            int index = 0;
            readNumber(member, index);
            from = index;
        }
        return ok();
    });
}

// Several texts, one per line.
Status readErrors(Value value, QByteArray &errors)
{
    std::vector<QByteArray> texts;
    auto status = readNames(value, texts);
    for (const auto &text : texts)
        errors += (errors.isEmpty() ? "" : "\n") + text;
    return status;
}

Status readResultField(QByteArrayView key, Value value, Fields &line)
{
    if (key == "result")
        read(value, line.resultText);
    else if (key == "errors")
        return readErrors(value, line.errors);
    else if (key == "structured_output" && !value.isNull())
        return readRaw(value, line.structuredOutput);
    else if (key == "stop_reason")
        read(value, line.stopReason);
    else if (key == "terminal_reason")
        read(value, line.terminalReason);
    else if (key == "is_error")
        read(value, line.isError);
    else if (key == "api_error_status")
        readNumber(value, line.apiErrorStatus);
    else if (key == "total_cost_usd")
        readNumber(value, line.costUsd);
    else if (key == "num_turns")
        readNumber(value, line.numTurns);
    return ok();
}

Status readField(QByteArrayView key, Value value, Fields &line)
{
    if (key == "type")
        read(value, line.type);
    else if (key == "subtype")
        read(value, line.subtype);
    else if (key == "event")
        return readEvent(value, line.event);
    else if (key == "message")
        return readMessage(value, line.message);
    else if (key == "parent_tool_use_id")
        line.subagent = !value.isNull();
    else if (key == "request_id")
        read(value, line.requestId);
    else if (key == "request")
        return readAsked(value, line.asked);
    else if (key == "response")
        return readControlResponse(value, line.response);
    else if (key == "rate_limit_info")
        return readRateLimit(value, line.rateLimit);
    else if (key == "usage")
        return readUsage(value, line.usage);
    else if (key == "error")
        read(value, line.error);
    else if (key == "error_status")
        readNumber(value, line.retryStatus);
    else if (key == "retry_delay_ms")
        readNumber(value, line.retryDelayMs);
    else if (key == "model")
        read(value, line.model);
    else if (key == "tools")
        return readNames(value, line.tools);
    else if (key == "abandoned_blocks")
        return readAbandoned(value, line.abandonedFrom);
    else
        return readResultField(key, value, line);
    return ok();
}

Incoming assembleResult(Fields &&line)
{
    return Result{.subtype = std::move(line.subtype),
        .isError = line.isError,
        .text = std::move(line.resultText.isEmpty() ? line.errors : line.resultText),
        .stopReason = std::move(line.stopReason),
        .apiErrorStatus = line.apiErrorStatus,
        .terminalReason = std::move(line.terminalReason),
        .usage = line.usage,
        .totalCostUsd = line.costUsd,
        .numTurns = line.numTurns,
        .structuredOutput = std::move(line.structuredOutput)};
}

Incoming assembleAssistant(Fields &&line)
{
    auto &message = line.message.assistant;
    message.synthetic = message.model == "<synthetic>";
    message.error = std::move(line.error);
    return std::move(message);
}

Incoming assembleAsked(Fields &&line)
{
    if (line.asked.subtype == "can_use_tool") {
        line.asked.permission.requestId = std::move(line.requestId);
        return std::move(line.asked.permission);
    }
    if (line.asked.subtype != "mcp_message")
        return ControlRequest{std::move(line.requestId), std::move(line.asked.subtype)};
    line.asked.mcp.requestId = std::move(line.requestId);
    return std::move(line.asked.mcp);
}

Incoming assemble(Fields &&line)
{
    // What subagents do is no part of the answer.
    if (line.subagent && (line.type == "stream_event" || line.type == "assistant" || line.type == "user"))
        return Other{};
    if (line.type == "stream_event") {
        if (auto *stop = std::get_if<MessageStop>(&line.event))
            stop->abandonedFrom = line.abandonedFrom;
        return std::move(line.event);
    }
    if (line.type == "assistant")
        return assembleAssistant(std::move(line));
    if (line.type == "user")
        return line.message.results.results.empty() ? Incoming{Other{}} : std::move(line.message.results);
    if (line.type == "result")
        return assembleResult(std::move(line));
    if (line.type == "system" && line.subtype == "init")
        return Init{std::move(line.model), std::move(line.tools)};
    if (line.type == "system" && line.subtype == "api_retry")
        return ApiRetry{line.retryStatus, std::move(line.error), line.retryDelayMs};
    if (line.type == "rate_limit_event")
        return std::move(line.rateLimit);
    if (line.type == "control_response")
        return std::move(line.response);
    if (line.type == "control_request")
        return assembleAsked(std::move(line));
    if (line.type == "control_cancel_request")
        return CancelRequest{std::move(line.requestId)};
    if (line.type.isEmpty())
        return Damaged{};
    return Other{};
}

} // namespace

Incoming IncomingDecoder::decodeOne(QByteArrayView line, bool padded)
{
    Fields fields;
    const auto status = m_reader.object(
        line, [&fields](QByteArrayView key, Value value) { return readField(key, value, fields); }, padded);
    if (!status)
        return Damaged{};
    return assemble(std::move(fields));
}

void IncomingDecoder::decode(QByteArrayView line, std::vector<Incoming> &out)
{
    auto incoming = decodeOne(line, true);
    if (std::holds_alternative<Damaged>(incoming))
        repair(line, out);
    else
        out.push_back(std::move(incoming));
}

void IncomingDecoder::repair(QByteArrayView line, std::vector<Incoming> &out)
{
    out.push_back(Damaged{});
    if (!m_head.isEmpty()) {
        const QByteArray joined = std::exchange(m_head, {}).append(line);
        auto incoming = decodeOne(joined, false);
        if (!std::holds_alternative<Damaged>(incoming)) {
            out.push_back(std::move(incoming));
            return;
        }
    }
    // A whole line begins with {" as every one of the CLI's does; few places are tried.
    constexpr int MaximumTries = 16;
    qsizetype from = line.indexOf("{\"", 1);
    for (int tries = 0; from > 0 && tries < MaximumTries; ++tries) {
        auto incoming = decodeOne(line.sliced(from), true);
        if (!std::holds_alternative<Damaged>(incoming)) {
            m_head = line.first(from).toByteArray();
            out.push_back(std::move(incoming));
            return;
        }
        from = line.indexOf("{\"", from + 1);
    }
}

} // namespace cli
