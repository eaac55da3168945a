#include "wire/chat_completions_whole.h"

namespace wire::chat_completions {

using base::json::Writer;

namespace {

void appendFunction(Writer &writer, QByteArrayView name, QByteArrayView arguments)
{
    writer.beginObject().field("name", name).field("arguments", arguments).endObject();
}

} // namespace

Whole::Whole(const openai::Header &header, const Shown &shown)
    : openai::Whole(header, "chat.completion"), m_shown(shown),
      m_choices(static_cast<size_t>(header.choices), Choice{Answer(shown)})
{ }

void Whole::openBlock(int choice, const chat::BlockOpened &block)
{
    if (at(choice).answer.openBlock(block))
        at(choice).calls.push_back({block.id, block.name, {}});
}

void Whole::appendDelta(int choice, const QByteArray &text)
{
    appendPiece(at(choice), at(choice).answer.addDelta(text));
}

void Whole::closeBlock(int choice)
{
    appendPiece(at(choice), at(choice).answer.closeBlock());
}

void Whole::withdraw(int choice)
{
    at(choice) = Choice{Answer(m_shown)};
}

QByteArrayView Whole::reason(int choice, chat::StopReason reason) const
{
    return m_choices[static_cast<size_t>(choice)].answer.finishReason(reason);
}

void Whole::appendPiece(Choice &choice, const std::optional<Piece> &piece)
{
    if (!piece)
        return;
    const auto append = [&piece](QByteArray &field) { field.append(piece->before).append(piece->text); };
    switch (piece->field) {
    case Field::Content:
        return append(choice.content);
    case Field::Reasoning:
        return append(choice.reasoning);
    case Field::Refusal:
        return append(choice.refusal);
    case Field::Arguments:
        return append(choice.calls.back().arguments);
    }
}

void Whole::appendAnswer(int choice, Writer &writer) const
{
    const Choice &answer = m_choices[static_cast<size_t>(choice)];
    writer.key("message").beginObject().field("role", "assistant").key("content");
    if (answer.content.isEmpty() && !(answer.calls.empty() && answer.refusal.isEmpty()))
        writer.null();
    else
        writer.string(answer.content);
    writer.key("refusal");
    if (answer.refusal.isEmpty())
        writer.null();
    else
        writer.string(answer.refusal);
    if (!answer.reasoning.isEmpty())
        writer.field("reasoning_content", answer.reasoning);
    if (!answer.calls.empty())
        appendCalls(answer, writer);
    writer.endObject();
}

void Whole::appendCalls(const Choice &choice, Writer &writer) const
{
    if (m_shown.functions) {
        writer.key("function_call");
        appendFunction(writer, choice.calls.front().name, choice.calls.front().arguments);
        return;
    }
    writer.key("tool_calls").beginArray();
    for (const Call &call : choice.calls) {
        writer.beginObject().field("id", call.id).field("type", "function").key("function");
        appendFunction(writer, call.name, call.arguments);
        writer.endObject();
    }
    writer.endArray();
}

} // namespace wire::chat_completions
