#include "wire/chat_completions_answer.h"

#include "wire/openai_answer.h"
#include "wire/work_line.h"

namespace wire::chat_completions {

using chat::BlockKind;

bool Answer::openBlock(const chat::BlockOpened &block)
{
    m_block = block;
    m_work.clear();
    m_hasArguments = false;
    if (block.kind != BlockKind::ToolUse)
        return false;
    ++m_calls;
    return !m_shown.functions || m_calls == 1;
}

std::optional<Piece> Answer::addDelta(QByteArrayView text)
{
    if (text.isEmpty())
        return {};
    switch (m_block.kind) {
    case BlockKind::Text:
        return Piece{Field::Content, m_content.before(m_block.message, text), text};
    case BlockKind::Thinking:
        return m_shown.thinking ? std::optional(reasoning(text)) : std::nullopt;
    case BlockKind::ToolUse:
        m_hasArguments = true;
        return m_shown.functions && m_calls > 1 ? std::nullopt
                                                : std::optional(Piece{Field::Arguments, {}, text});
    case BlockKind::Work:
        if (m_shown.work)
            m_work.append(text);
        return {};
    case BlockKind::Refusal:
        m_refused = true;
        return Piece{Field::Refusal, m_refusal.before(m_block.message, text), text};
    }
    Q_UNREACHABLE();
}

std::optional<Piece> Answer::closeBlock()
{
    if (m_block.kind == BlockKind::ToolUse && !m_hasArguments)
        return addDelta("{}");
    if (m_block.kind == BlockKind::Work && m_shown.work)
        return workLine();
    return {};
}

Piece Answer::reasoning(QByteArrayView text)
{
    QByteArrayView before = m_reasoning.before(m_block.message, text);
    if (!before.isEmpty() && !m_midLine)
        before = "\n";
    m_midLine = text.back() != '\n';
    return {Field::Reasoning, before, text};
}

Piece Answer::workLine()
{
    const QByteArrayView before = m_midLine ? "\n" : "";
    m_work = wire::workLine(m_block.name, m_work);
    m_midLine = false;
    return {Field::Reasoning, before, m_work};
}

QByteArrayView Answer::finishReason(chat::StopReason reason) const
{
    if (m_refused && reason == chat::StopReason::Refusal)
        return "stop"; // the refusal itself is the answer
    if (m_shown.functions && reason == chat::StopReason::ToolUse)
        return "function_call";
    return openai::finishReason(reason);
}

} // namespace wire::chat_completions
