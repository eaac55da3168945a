#include "wire/chat_completions_whole.h"

#include "base/overloaded.h"

namespace wire::chat_completions {

using base::json::Writer;

Whole::Whole(const Header &header) : m_header(header) { }

QByteArray Whole::contentType() const
{
    return "application/json";
}

void Whole::encode(const chat::Event &event, QByteArray &out)
{
    std::visit(base::Overloaded{
                   [&](const chat::Started &started) {
                       if (!started.model.isEmpty())
                           m_header.model = started.model;
                   },
                   [&](const chat::BlockOpened &block) { openBlock(block); },
                   [&](const chat::BlockDelta &delta) { appendDelta(delta.text); },
                   [](const chat::BlockClosed &) {},
                   [&](const chat::Finished &finished) { finish(finished, out); },
                   [](const chat::Failed &) {},
               },
        event);
}

void Whole::openBlock(const chat::BlockOpened &block)
{
    m_block = block;
    if (block.kind == chat::BlockKind::ToolUse)
        m_calls.push_back({block.id, block.name, {}});
}

void Whole::appendDelta(const QByteArray &text)
{
    switch (m_block.kind) {
    case chat::BlockKind::Text:
        m_content.append(m_joint.before(m_block.message, text)).append(text);
        return;
    case chat::BlockKind::ToolUse:
        m_calls.back().arguments.append(text);
        return;
    case chat::BlockKind::Thinking:
    case chat::BlockKind::Work:
        return;
    }
}

void Whole::finish(const chat::Finished &finished, QByteArray &out)
{
    Writer writer(out);
    writer.beginObject();
    appendHeader(writer, m_header, "chat.completion");
    writer.key("choices").beginArray().beginObject().key("index").integer(0).key("message");
    appendMessage(writer);
    writer.key("logprobs").null().field("finish_reason", finishReason(finished.reason));
    writer.endObject().endArray();
    appendUsage(writer, finished.usage);
    writer.endObject();
}

void Whole::appendMessage(Writer &writer) const
{
    writer.beginObject().field("role", "assistant").key("content");
    if (m_content.isEmpty() && !m_calls.empty())
        writer.null();
    else
        writer.string(m_content);
    writer.key("refusal").null();
    if (!m_calls.empty()) {
        writer.key("tool_calls").beginArray();
        for (const Call &call : m_calls) {
            writer.beginObject().field("id", call.id).field("type", "function");
            writer.key("function").beginObject().field("name", call.name);
            writer.field("arguments", call.arguments.isEmpty() ? QByteArrayView("{}") : call.arguments);
            writer.endObject().endObject();
        }
        writer.endArray();
    }
    writer.endObject();
}

} // namespace wire::chat_completions
