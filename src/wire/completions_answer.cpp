#include "wire/completions_answer.h"

namespace wire::completions {

using base::json::appendString;

std::optional<QByteArrayView> Answer::before(QByteArrayView text)
{
    if (m_block.kind != chat::BlockKind::Text)
        return {};
    return m_joint.before(m_block.message, text);
}

Stream::Stream(const openai::Header &header, QByteArrayView echo)
    : openai::Stream(header, "text_completion", "text"), m_choices(static_cast<size_t>(header.choices))
{
    appendString(m_first, echo);
}

void Stream::openBlock(int choice, const chat::BlockOpened &block, QByteArray &)
{
    m_choices[static_cast<size_t>(choice)].openBlock(block);
}

void Stream::appendDelta(int choice, QByteArrayView text, QByteArray &out)
{
    const std::optional<QByteArrayView> before = m_choices[static_cast<size_t>(choice)].before(text);
    if (!before)
        return;
    beginChunk(choice, out);
    if (before->isEmpty())
        appendString(out, text);
    else
        appendString(out, before->toByteArray() + text.toByteArray());
    endChunk(out);
}

void Stream::withdraw(int choice)
{
    m_choices[static_cast<size_t>(choice)] = {};
}

Whole::Whole(const openai::Header &header, QByteArrayView echo)
    : openai::Whole(header, "text_completion"), m_echo(echo.toByteArray()),
      m_choices(static_cast<size_t>(header.choices))
{ }

void Whole::openBlock(int choice, const chat::BlockOpened &block)
{
    m_choices[static_cast<size_t>(choice)].answer.openBlock(block);
}

void Whole::appendDelta(int choice, const QByteArray &text)
{
    Choice &to = m_choices[static_cast<size_t>(choice)];
    if (const std::optional<QByteArrayView> before = to.answer.before(text))
        to.text.append(*before).append(text);
}

void Whole::withdraw(int choice)
{
    m_choices[static_cast<size_t>(choice)] = {};
}

void Whole::appendAnswer(int choice, base::json::Writer &writer) const
{
    writer.field("text", QByteArray(m_echo + m_choices[static_cast<size_t>(choice)].text));
}

} // namespace wire::completions
