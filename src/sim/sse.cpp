#include "sim/sse.h"

#include "base/json.h"

#include <functional>

namespace sim::sse {

namespace {

using base::json::Writer;

// An event whose data is {"type": name, …}.
QByteArray event(QByteArrayView name, const std::function<void(Writer &)> &fill = {})
{
    QByteArray out = "event: " + name.toByteArray() + "\ndata: ";
    Writer json(out);
    json.beginObject().field("type", name);
    if (fill)
        fill(json);
    json.endObject();
    return out + "\n\n";
}

QByteArray blockStart(int index, const std::function<void(Writer &)> &fill)
{
    return event("content_block_start", [&](Writer &json) {
        json.key("index").integer(index).key("content_block").beginObject();
        fill(json);
        json.endObject();
    });
}

QByteArray blockDelta(int index, QByteArrayView type, QByteArrayView key, QByteArrayView piece)
{
    return event("content_block_delta", [&](Writer &json) {
        json.key("index").integer(index).key("delta").beginObject();
        json.field("type", type).field(key, piece).endObject();
    });
}

void writeInputCounts(Writer &json, const Counts &counts)
{
    json.key("input_tokens").integer(counts.input);
    json.key("cache_creation_input_tokens").integer(counts.cacheCreation);
    json.key("cache_read_input_tokens").integer(counts.cacheRead);
}

} // namespace

QByteArray messageStart(QByteArrayView id, QByteArrayView model, const Counts &counts)
{
    return event("message_start", [&](Writer &json) {
        json.key("message").beginObject().field("model", model).field("id", id);
        json.field("type", "message").field("role", "assistant").key("content").beginArray().endArray();
        json.key("stop_reason").null().key("stop_sequence").null().key("usage").beginObject();
        writeInputCounts(json, counts);
        json.key("output_tokens").integer(1).field("service_tier", "standard").endObject().endObject();
    });
}

QByteArray textStart(int index)
{
    return blockStart(index, [](Writer &json) { json.field("type", "text").field("text", ""); });
}

QByteArray thinkingStart(int index)
{
    return blockStart(index,
        [](Writer &json) { json.field("type", "thinking").field("thinking", "").field("signature", ""); });
}

QByteArray redactedThinkingStart(int index, QByteArrayView data)
{
    return blockStart(
        index, [&](Writer &json) { json.field("type", "redacted_thinking").field("data", data); });
}

QByteArray toolStart(int index, QByteArrayView id, QByteArrayView name)
{
    return blockStart(index, [&](Writer &json) {
        json.field("type", "tool_use").field("id", id).field("name", name);
        json.key("input").beginObject().endObject();
    });
}

QByteArray textDelta(int index, QByteArrayView text)
{
    return blockDelta(index, "text_delta", "text", text);
}

QByteArray thinkingDelta(int index, QByteArrayView thinking)
{
    return blockDelta(index, "thinking_delta", "thinking", thinking);
}

QByteArray signatureDelta(int index, QByteArrayView signature)
{
    return blockDelta(index, "signature_delta", "signature", signature);
}

QByteArray inputDelta(int index, QByteArrayView partialJson)
{
    return blockDelta(index, "input_json_delta", "partial_json", partialJson);
}

QByteArray blockStop(int index)
{
    return event("content_block_stop", [&](Writer &json) { json.key("index").integer(index); });
}

QByteArray ping()
{
    return event("ping");
}

QByteArray messageDelta(QByteArrayView stopReason, QByteArrayView stopSequence, const Counts &counts)
{
    return event("message_delta", [&](Writer &json) {
        json.key("delta").beginObject().field("stop_reason", stopReason).key("stop_sequence");
        if (stopSequence.isEmpty())
            json.null();
        else
            json.string(stopSequence);
        json.endObject().key("usage").beginObject();
        writeInputCounts(json, counts);
        json.key("output_tokens").integer(counts.output);
        if (counts.thinking > 0) {
            json.key("output_tokens_details").beginObject();
            json.key("thinking_tokens").integer(counts.thinking).endObject();
        }
        json.endObject();
    });
}

QByteArray messageStop()
{
    return event("message_stop");
}

QByteArray error(QByteArrayView type, QByteArrayView message)
{
    return event("error", [&](Writer &json) {
        json.key("error").beginObject().field("type", type).field("message", message).endObject();
    });
}

} // namespace sim::sse
