#include "cli/turn_reader.h"

#include <utility>

// Answers that shall be JSON: what the model says in words beside it is no content, but it is the reason when the JSON
// does not come.
namespace cli {

void TurnReader::openJson(const BlockStart &line)
{
    m_json = Json::Open;
    m_jsonId = line.id;
    m_jsonEmpty = true;
    m_answer.open({.kind = chat::BlockKind::Text, .message = m_message});
}

void TurnReader::closeJson()
{
    m_json = Json::Given;
    if (std::exchange(m_jsonEmpty, false))
        m_answer.add({.text = "{}"});
}

void TurnReader::hold(const QByteArray &text)
{
    if (!text.isEmpty() && m_heldBefore > 0 && m_held.size() == m_heldBefore)
        m_held += "\n\n";
    m_held += text;
}

void TurnReader::showHeld()
{
    m_heldBefore = 0;
    m_answer.whole(
        {.kind = chat::BlockKind::Thinking, .message = std::max(m_message, 0)}, std::exchange(m_held, {}));
}

void TurnReader::rememberRefusal()
{
    if (m_refusal.isEmpty())
        m_refusal = m_held.sliced(m_heldBefore).trimmed();
}

void TurnReader::refuse(Ending ending)
{
    rememberRefusal();
    m_held.clear();
    if (m_refusal.isEmpty())
        m_refusal = "The model gave no JSON that fits the schema, and no reason why.";
    m_answer.whole({.kind = chat::BlockKind::Refusal, .message = std::max(m_message, 0)}, m_refusal);
    finish(chat::StopReason::EndTurn, ending);
}

void TurnReader::finishStructured(const Result &line)
{
    // After more than one message the CLI's history holds words of its own, which the client does not know.
    const auto ending = m_message > 0 ? Ending::Cut : Ending::Rested;
    if (m_json == Json::None && line.structuredOutput.isEmpty()) {
        if (m_refusal.isEmpty() && m_held.isEmpty())
            m_refusal = line.text;
        return refuse(ending);
    }
    showHeld();
    if (m_json == Json::None) // its deltas were lost
        m_answer.whole(
            {.kind = chat::BlockKind::Text, .message = std::max(m_message, 0)}, line.structuredOutput);
    finish(chat::StopReason::EndTurn, ending);
}

} // namespace cli
