#include "wire/openai_answer.h"

namespace wire::openai {

void appendHeader(base::json::Writer &writer, const Header &header, QByteArrayView object)
{
    writer.field("id", QByteArray(header.idPrefix + header.stamp.id)).field("object", object);
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
    const qint64 prompt = usage.prompt();
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

QByteArrayView nameOf(chat::Parameter parameter)
{
    switch (parameter) {
    case chat::Parameter::MaxTokens:
        return "max_tokens";
    case chat::Parameter::Stop:
        return "stop";
    case chat::Parameter::Temperature:
        return "temperature";
    case chat::Parameter::TopP:
        return "top_p";
    case chat::Parameter::Effort:
        return "reasoning_effort";
    case chat::Parameter::Tools:
        return "tools";
    case chat::Parameter::ToolChoice:
        return "tool_choice";
    case chat::Parameter::OutputSchema:
        return "response_format";
    }
    Q_UNREACHABLE();
}

} // namespace wire::openai
