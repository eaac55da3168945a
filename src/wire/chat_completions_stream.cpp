#include "wire/chat_completions_stream.h"

namespace wire::chat_completions {

using base::json::appendString;
using base::json::Writer;

Stream::Stream(const openai::Header &header, const Shown &shown)
    : openai::Stream(header, "chat.completion.chunk", "delta"), m_shown(shown),
      m_choices(static_cast<size_t>(header.choices), Choice{Answer(shown)})
{ }

QByteArrayView Stream::first() const
{
    return R"({"role":"assistant","content":""})";
}

QByteArrayView Stream::nothing() const
{
    return "{}";
}

void Stream::openBlock(int choice, const chat::BlockOpened &block, QByteArray &out)
{
    if (!at(choice).answer.openBlock(block))
        return;
    beginChunk(choice, out);
    Writer writer(out);
    writer.beginObject();
    if (m_shown.functions) {
        writer.key("function_call");
    } else {
        writer.key("tool_calls").beginArray().beginObject().key("index").integer(++at(choice).call);
        writer.field("id", block.id).field("type", "function").key("function");
    }
    writer.beginObject().field("name", block.name).field("arguments", "").endObject();
    if (!m_shown.functions)
        writer.endObject().endArray();
    writer.endObject();
    endChunk(out);
}

void Stream::appendDelta(int choice, QByteArrayView text, QByteArray &out)
{
    appendPiece(choice, at(choice).answer.addDelta(text), out);
}

void Stream::closeBlock(int choice, QByteArray &out)
{
    appendPiece(choice, at(choice).answer.closeBlock(), out);
}

void Stream::withdraw(int choice)
{
    at(choice) = {Answer(m_shown)};
}

QByteArrayView Stream::reason(int choice, chat::StopReason reason) const
{
    return m_choices[static_cast<size_t>(choice)].answer.finishReason(reason);
}

void Stream::appendPiece(int choice, const std::optional<Piece> &piece, QByteArray &out)
{
    if (!piece)
        return;
    beginChunk(choice, out);
    beginPiece(choice, piece->field, out);
    if (piece->before.isEmpty())
        appendString(out, piece->text);
    else
        appendString(out, piece->before.toByteArray() + piece->text.toByteArray());
    if (piece->field == Field::Arguments)
        out.append(m_shown.functions ? "}" : "}}]");
    out.append('}');
    endChunk(out);
}

void Stream::beginPiece(int choice, Field field, QByteArray &out)
{
    switch (field) {
    case Field::Content:
        out.append("{\"content\":");
        return;
    case Field::Reasoning:
        out.append("{\"reasoning_content\":");
        return;
    case Field::Refusal:
        out.append("{\"refusal\":");
        return;
    case Field::Arguments:
        if (m_shown.functions) {
            out.append("{\"function_call\":{\"arguments\":");
            return;
        }
        out.append("{\"tool_calls\":[{\"index\":").append(QByteArray::number(at(choice).call));
        out.append(",\"function\":{\"arguments\":");
        return;
    }
}

} // namespace wire::chat_completions
