#include "cli/incoming_fields.h"

namespace cli {

void UsageFields::applyTo(chat::Usage &usage) const
{
    usage.input = input.value_or(usage.input);
    usage.cacheRead = cacheRead.value_or(usage.cacheRead);
    usage.cacheWrite = cacheWrite.value_or(usage.cacheWrite);
    usage.output = output.value_or(usage.output);
    usage.reasoning = reasoning.value_or(usage.reasoning);
}

namespace fields {

namespace {

// A content block of a message, of whatever kind.
struct ContentBlock
{
    QByteArray type;
    BlockStart start;
    QByteArray input; // of a call
    ToolResultsRead::Entry result;
};

chat::BlockKind kindOf(const QByteArray &type)
{
    if (type == "text")
        return chat::BlockKind::Text;
    if (type == "thinking" || type == "redacted_thinking")
        return chat::BlockKind::Thinking;
    if (type == "tool_use")
        return chat::BlockKind::ToolUse;
    return chat::BlockKind::Work;
}

Status readContentBlock(Value value, ContentBlock &block)
{
    auto status = readObject(value, [&](QByteArrayView key, Value member) -> Status {
        if (key == "type")
            read(member, block.type);
        else if (key == "id")
            read(member, block.start.id);
        else if (key == "name")
            read(member, block.start.name);
        else if (key == "text" || key == "thinking")
            read(member, block.start.begin.text);
        else if (key == "signature")
            read(member, block.start.begin.signature);
        else if (key == "data")
            read(member, block.start.begin.redacted);
        else if (key == "input" && member.is(base::json::Type::Object))
            return readRaw(member, block.input);
        else if (key == "tool_use_id")
            read(member, block.result.toolUseId);
        else if (key == "is_error")
            read(member, block.result.isError);
        return ok();
    });
    block.start.kind = kindOf(block.type);
    if (block.start.kind != chat::BlockKind::Thinking)
        block.start.begin = {.text = std::move(block.start.begin.text)};
    else if (block.type == "redacted_thinking")
        block.start.begin = {.redacted = std::move(block.start.begin.redacted)};
    else
        block.start.begin.redacted.clear();
    return status;
}

Status readContent(Value value, Message &message)
{
    return readArray(value, [&message](Value item) -> Status {
        ContentBlock block;
        auto status = readContentBlock(item, block);
        if (block.type == "tool_result") {
            message.results.results.push_back(std::move(block.result));
        } else {
            if (block.start.kind == chat::BlockKind::ToolUse || block.start.kind == chat::BlockKind::Work)
                block.start.begin.text = std::move(block.input);
            message.assistant.content.push_back(std::move(block.start));
        }
        return status;
    });
}

// A block's delta has a type, and its text under a name that goes with it; a message's has a stop reason.
Status readDelta(Value value, chat::BlockDelta &delta, QByteArray &stopReason)
{
    QByteArray type;
    auto status = readObject(value, [&](QByteArrayView name, Value part) -> Status {
        if (name == "type")
            read(part, type);
        else if (name == "text" || name == "thinking" || name == "partial_json")
            read(part, delta.text);
        else if (name == "signature")
            read(part, delta.signature);
        else if (name == "stop_reason")
            read(part, stopReason);
        return ok();
    });
    if (type != "text_delta" && type != "thinking_delta" && type != "input_json_delta")
        delta.text.clear();
    if (type != "signature_delta")
        delta.signature.clear();
    return status;
}

} // namespace

Status readRaw(Value value, QByteArray &target)
{
    auto raw = value.raw();
    if (!raw)
        return base::Unexpected{raw.error()};
    target = std::move(*raw);
    return ok();
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

Status readMessage(Value value, Message &message)
{
    return readObject(value, [&message](QByteArrayView key, Value member) -> Status {
        auto &assistant = message.assistant;
        if (key == "id")
            read(member, assistant.id);
        else if (key == "model")
            read(member, assistant.model);
        else if (key == "stop_reason")
            read(member, assistant.stopReason);
        else if (key == "usage")
            return readUsage(member, assistant.usage);
        else if (key == "content")
            return readContent(member, message);
        return ok();
    });
}

Status readEvent(Value value, Incoming &event)
{
    QByteArray type;
    chat::BlockDelta delta;
    QByteArray stopReason;
    ContentBlock block;
    UsageFields usage;
    Message message;
    auto status = readObject(value, [&](QByteArrayView key, Value member) -> Status {
        if (key == "type")
            read(member, type);
        else if (key == "delta")
            return readDelta(member, delta, stopReason);
        else if (key == "content_block")
            return readContentBlock(member, block);
        else if (key == "usage")
            return readUsage(member, usage);
        else if (key == "message")
            return readMessage(member, message);
        return ok();
    });
    if (type == "content_block_delta")
        event = BlockDelta{std::move(delta)};
    else if (type == "content_block_start")
        event = std::move(block.start);
    else if (type == "content_block_stop")
        event = BlockStop{};
    else if (type == "message_start")
        event = MessageStart{
            std::move(message.assistant.id), std::move(message.assistant.model), message.assistant.usage};
    else if (type == "message_delta")
        event = MessageDelta{std::move(stopReason), usage};
    else if (type == "message_stop")
        event = MessageStop{};
    return status;
}

} // namespace fields

} // namespace cli
