#include "wire/chat_completions_answer.h"

namespace wire::chat_completions {

void appendHeader(base::json::Writer &writer, const Header &header, QByteArrayView object)
{
    writer.field("id", QByteArray("chatcmpl-" + header.stamp.id)).field("object", object);
    writer.key("created").integer(header.stamp.created).field("model", header.model);
}

QByteArrayView finishReason(chat::StopReason reason)
{
    switch (reason) {
    case chat::StopReason::EndTurn:
    case chat::StopReason::StopSequence:
        return "stop";
    case chat::StopReason::MaxTokens:
        return "length";
    case chat::StopReason::ToolUse:
        return "tool_calls";
    case chat::StopReason::Refusal:
        return "content_filter";
    }
    Q_UNREACHABLE();
}

void appendUsage(base::json::Writer &writer, const chat::Usage &usage)
{
    const qint64 prompt = usage.input + usage.cacheRead + usage.cacheWrite;
    writer.key("usage").beginObject();
    writer.key("prompt_tokens").integer(prompt);
    writer.key("completion_tokens").integer(usage.output);
    writer.key("total_tokens").integer(prompt + usage.output);
    writer.key("prompt_tokens_details").beginObject();
    writer.key("cached_tokens").integer(usage.cacheRead).key("audio_tokens").integer(0);
    writer.endObject();
    writer.key("completion_tokens_details").beginObject();
    writer.key("reasoning_tokens").integer(usage.reasoning).key("audio_tokens").integer(0);
    writer.key("accepted_prediction_tokens").integer(0).key("rejected_prediction_tokens").integer(0);
    writer.endObject();
    writer.endObject();
}

} // namespace wire::chat_completions
