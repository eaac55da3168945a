#include "wire/chat_completions_stream.h"

#include "base/overloaded.h"
#include "wire/openai_error.h"
#include "wire/sse.h"

namespace wire::chat_completions {

using base::json::appendString;
using base::json::Writer;

namespace {

constexpr QByteArrayView choiceBegin = "\"choices\":[{\"index\":0,\"delta\":";

QByteArray tail(QByteArrayView finishReason, bool usageIsNull)
{
    QByteArray out = ",\"logprobs\":null,\"finish_reason\":";
    if (finishReason.isEmpty())
        out += "null";
    else
        appendString(out, finishReason);
    out += "}]";
    if (usageIsNull)
        out += ",\"usage\":null";
    return out.append('}').append(sse::dataEnd);
}

} // namespace

Stream::Stream(const Header &header) : m_header(header) { }

QByteArray Stream::contentType() const
{
    return sse::contentType;
}

void Stream::encode(const chat::Event &event, QByteArray &out)
{
    if (m_ended)
        return;
    std::visit(base::Overloaded{
                   [&](const chat::Started &started) { start(started); },
                   [&](const chat::BlockOpened &block) { openBlock(block, out); },
                   [&](const chat::BlockDelta &delta) { appendDelta(delta.text, out); },
                   [&](const chat::BlockClosed &) { closeBlock(out); },
                   [&](const chat::Finished &finished) { finish(finished, out); },
                   [&](const chat::Failed &failed) { fail(failed, out); },
               },
        event);
}

void Stream::open(QByteArray &out)
{
    if (m_opened || m_ended)
        return;
    m_opened = true;
    m_head = sse::dataBegin.toByteArray();
    Writer writer(m_head);
    writer.beginObject();
    appendHeader(writer, m_header, "chat.completion.chunk");
    m_head += ',';
    m_tail = tail({}, m_header.includeUsage);
    appendChunk(R"({"role":"assistant","content":""})", out);
}

void Stream::comment(QByteArray &out)
{
    if (!m_ended)
        sse::appendComment(out, "keep-alive");
}

void Stream::emptyDelta(QByteArray &out)
{
    if (m_ended)
        return;
    open(out);
    appendChunk("{}", out);
}

// The model is the same in all chunks: a stream that is open keeps the name it began with.
void Stream::start(const chat::Started &started)
{
    if (!m_opened && !started.model.isEmpty())
        m_header.model = started.model;
}

void Stream::openBlock(const chat::BlockOpened &block, QByteArray &out)
{
    m_block = block;
    if (block.kind != chat::BlockKind::ToolUse)
        return;
    open(out);
    ++m_call;
    m_hasArguments = false;
    QByteArray delta;
    Writer writer(delta);
    writer.beginObject().key("tool_calls").beginArray().beginObject();
    writer.key("index").integer(m_call).field("id", block.id).field("type", "function");
    writer.key("function").beginObject().field("name", block.name).field("arguments", "").endObject();
    writer.endObject().endArray().endObject();
    appendChunk(delta, out);
}

void Stream::appendDelta(QByteArrayView text, QByteArray &out)
{
    if (text.isEmpty())
        return;
    switch (m_block.kind) {
    case chat::BlockKind::Text:
        appendContent(text, out);
        return;
    case chat::BlockKind::ToolUse:
        appendArguments(text, out);
        return;
    case chat::BlockKind::Thinking:
    case chat::BlockKind::Work:
        return;
    }
}

void Stream::closeBlock(QByteArray &out)
{
    if (m_block.kind == chat::BlockKind::ToolUse && !m_hasArguments)
        appendArguments("{}", out);
}

void Stream::finish(const chat::Finished &finished, QByteArray &out)
{
    open(out);
    out.append(m_head).append(choiceBegin).append("{}");
    out.append(tail(finishReason(finished.reason), m_header.includeUsage));
    if (m_header.includeUsage) {
        out.append(m_head).append("\"choices\":[],");
        Writer writer(out);
        appendUsage(writer, finished.usage);
        out.append('}').append(sse::dataEnd);
    }
    sse::appendData(out, "[DONE]");
    m_ended = true;
}

// Without a finish_reason and [DONE], which clients take for success.
void Stream::fail(const chat::Failed &failed, QByteArray &out)
{
    sse::appendData(out, openai::errorReply(failed.error).body);
    m_ended = true;
}

void Stream::appendContent(QByteArrayView text, QByteArray &out)
{
    open(out);
    const QByteArrayView before = m_joint.before(m_block.message, text);
    out.append(m_head).append(choiceBegin).append("{\"content\":");
    if (before.isEmpty())
        appendString(out, text);
    else
        appendString(out, before.toByteArray() + text.toByteArray());
    out.append('}').append(m_tail);
}

void Stream::appendArguments(QByteArrayView fragment, QByteArray &out)
{
    m_hasArguments = true;
    out.append(m_head).append(choiceBegin).append("{\"tool_calls\":[{\"index\":");
    out.append(QByteArray::number(m_call)).append(",\"function\":{\"arguments\":");
    appendString(out, fragment);
    out.append("}}]}").append(m_tail);
}

void Stream::appendChunk(QByteArrayView delta, QByteArray &out)
{
    out.append(m_head).append(choiceBegin).append(delta).append(m_tail);
}

} // namespace wire::chat_completions
