#include "cli/incoming.h"

#include <utility>

namespace cli {

namespace {

using base::json::ok;
using base::json::Status;
using base::json::Value;

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
    bool subagent = false;
    bool isError = false;
    int apiErrorStatus = 0;
    int retryStatus = 0;
    qint64 retryDelayMs = 0;
    double costUsd = 0;
    UsageFields usage;
    RateLimit rateLimit;
    ControlResponse response;
    ControlRequest request;
    Incoming event;
    AssistantMessage message;
};

// Readers that leave their target alone when the value has another type: a field that is not what it was must
// not break a stream.
void read(Value value, QByteArray &target)
{
    if (value.is(base::json::Type::String)) {
        if (auto text = value.string())
            target = std::move(*text);
    }
}

template<typename Number> void readNumber(Value value, Number &target)
{
    if (value.is(base::json::Type::Number)) {
        if (const auto number = value.number())
            target = Number(*number);
    }
}

void readCount(Value value, std::optional<qint64> &target)
{
    if (value.is(base::json::Type::Number)) {
        if (const auto number = value.integer())
            target = *number;
    }
}

void read(Value value, bool &target)
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

Status readUsage(Value value, UsageFields &usage)
{
    return readObject(value, [&usage](QByteArrayView key, Value member) -> Status {
        if (key == "input_tokens")
            readCount(member, usage.input);
        else if (key == "cache_read_input_tokens")
            readCount(member, usage.cacheRead);
        else if (key == "cache_creation_input_tokens")
            readCount(member, usage.cacheWrite);
        else if (key == "output_tokens")
            readCount(member, usage.output);
        else if (key == "output_tokens_details")
            return readObject(member, [&usage](QByteArrayView name, Value count) -> Status {
                if (name == "thinking_tokens")
                    readCount(count, usage.reasoning);
                return ok();
            });
        return ok();
    });
}

chat::BlockKind blockKind(const QByteArray &type)
{
    if (type == "text")
        return chat::BlockKind::Text;
    if (type == "thinking" || type == "redacted_thinking")
        return chat::BlockKind::Thinking;
    return chat::BlockKind::Work;
}

Status readContentBlock(Value value, BlockStart &block)
{
    QByteArray type;
    auto status = readObject(value, [&](QByteArrayView key, Value member) -> Status {
        if (key == "type")
            read(member, type);
        else if (key == "id")
            read(member, block.id);
        else if (key == "name")
            read(member, block.name);
        else if (key == "text" || key == "thinking")
            read(member, block.text);
        return ok();
    });
    block.kind = blockKind(type);
    return status;
}

Status readContent(Value value, std::vector<AssistantMessage::Content> &content)
{
    if (!value.is(base::json::Type::Array))
        return ok();
    return value.array([&content](Value item) -> Status {
        AssistantMessage::Content block;
        auto status = readContentBlock(item, block.start);
        block.text = std::exchange(block.start.text, {});
        content.push_back(std::move(block));
        return status;
    });
}

Status readMessage(Value value, AssistantMessage &message)
{
    return readObject(value, [&message](QByteArrayView key, Value member) -> Status {
        if (key == "id")
            read(member, message.id);
        else if (key == "model")
            read(member, message.model);
        else if (key == "stop_reason")
            read(member, message.stopReason);
        else if (key == "usage")
            return readUsage(member, message.usage);
        else if (key == "content")
            return readContent(member, message.content);
        return ok();
    });
}

// A block's delta has a type, and its text under a name that goes with it; a message's has a stop reason.
Status readDelta(Value value, QByteArray &text, QByteArray &stopReason)
{
    QByteArray type;
    auto status = readObject(value, [&](QByteArrayView name, Value part) -> Status {
        if (name == "type")
            read(part, type);
        else if (name == "text" || name == "thinking" || name == "partial_json")
            read(part, text);
        else if (name == "stop_reason")
            read(part, stopReason);
        return ok();
    });
    if (type != "text_delta" && type != "thinking_delta" && type != "input_json_delta")
        text.clear();
    return status;
}

// The Anthropic API's own event: https://docs.anthropic.com/en/docs/build-with-claude/streaming
Status readEvent(Value value, Incoming &event)
{
    QByteArray type;
    QByteArray text;
    QByteArray stopReason;
    BlockStart block;
    UsageFields usage;
    AssistantMessage message;
    auto status = readObject(value, [&](QByteArrayView key, Value member) -> Status {
        if (key == "type")
            read(member, type);
        else if (key == "delta")
            return readDelta(member, text, stopReason);
        else if (key == "content_block")
            return readContentBlock(member, block);
        else if (key == "usage")
            return readUsage(member, usage);
        else if (key == "message")
            return readMessage(member, message);
        return ok();
    });
    if (type == "content_block_delta")
        event = BlockDelta{std::move(text)};
    else if (type == "content_block_start")
        event = std::move(block);
    else if (type == "content_block_stop")
        event = BlockStop{};
    else if (type == "message_start")
        event = MessageStart{std::move(message.id), std::move(message.model), message.usage};
    else if (type == "message_delta")
        event = MessageDelta{std::move(stopReason), usage};
    else if (type == "message_stop")
        event = MessageStop{};
    return status;
}

Status readControlResponse(Value value, ControlResponse &response)
{
    return readObject(value, [&response](QByteArrayView key, Value member) -> Status {
        if (key == "request_id") {
            read(member, response.requestId);
        } else if (key == "subtype") {
            QByteArray subtype;
            read(member, subtype);
            response.success = subtype == "success";
        } else if (key == "error") {
            read(member, response.error);
        } else if (key == "response" && member.is(base::json::Type::Object)) {
            auto raw = member.raw();
            if (!raw)
                return base::Unexpected{raw.error()};
            response.response = std::move(*raw);
        }
        return ok();
    });
}

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

Status readControlRequest(Value value, ControlRequest &request)
{
    return readObject(value, [&request](QByteArrayView key, Value member) -> Status {
        if (key == "subtype")
            read(member, request.subtype);
        return ok();
    });
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
        return readControlRequest(value, line.request);
    else if (key == "response")
        return readControlResponse(value, line.response);
    else if (key == "rate_limit_info")
        return readRateLimit(value, line.rateLimit);
    else if (key == "usage")
        return readUsage(value, line.usage);
    else if (key == "result")
        read(value, line.resultText);
    else if (key == "error")
        read(value, line.error);
    else if (key == "stop_reason")
        read(value, line.stopReason);
    else if (key == "terminal_reason")
        read(value, line.terminalReason);
    else if (key == "is_error")
        read(value, line.isError);
    else if (key == "api_error_status")
        readNumber(value, line.apiErrorStatus);
    else if (key == "error_status")
        readNumber(value, line.retryStatus);
    else if (key == "retry_delay_ms")
        readNumber(value, line.retryDelayMs);
    else if (key == "total_cost_usd")
        readNumber(value, line.costUsd);
    return ok();
}

Incoming assemble(Fields &&line)
{
    if (line.type == "stream_event")
        return line.subagent ? Incoming{Other{}} : std::move(line.event);
    if (line.type == "assistant") {
        if (line.subagent)
            return Other{};
        line.message.synthetic = line.message.model == "<synthetic>";
        line.message.error = std::move(line.error);
        return std::move(line.message);
    }
    if (line.type == "result")
        return Result{std::move(line.subtype), line.isError, std::move(line.resultText),
            std::move(line.stopReason), line.apiErrorStatus, std::move(line.terminalReason), line.usage,
            line.costUsd};
    if (line.type == "system" && line.subtype == "api_retry")
        return ApiRetry{line.retryStatus, std::move(line.error), line.retryDelayMs};
    if (line.type == "rate_limit_event")
        return std::move(line.rateLimit);
    if (line.type == "control_response")
        return std::move(line.response);
    if (line.type == "control_request") {
        line.request.requestId = std::move(line.requestId);
        return std::move(line.request);
    }
    if (line.type.isEmpty())
        return Damaged{};
    return Other{};
}

} // namespace

void UsageFields::applyTo(chat::Usage &usage) const
{
    usage.input = input.value_or(usage.input);
    usage.cacheRead = cacheRead.value_or(usage.cacheRead);
    usage.cacheWrite = cacheWrite.value_or(usage.cacheWrite);
    usage.output = output.value_or(usage.output);
    usage.reasoning = reasoning.value_or(usage.reasoning);
}

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
