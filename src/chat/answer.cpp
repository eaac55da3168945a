#include "chat/answer.h"

#include "base/json.h"
#include "base/overloaded.h"

#include <utility>

namespace chat {

namespace {

// The text is the first block.
QByteArray &textOf(Message &message)
{
    if (message.content.empty() || !std::holds_alternative<Text>(message.content.front()))
        message.content.insert(message.content.begin(), Text{});
    return std::get<Text>(message.content.front()).text;
}

// Arguments that were cut off are no JSON; they are sent back as they are.
QByteArray onOneLine(const QByteArray &input)
{
    if (input.isEmpty())
        return "{}";
    auto object = base::json::compactObject(input);
    return object ? *object : input;
}

} // namespace

void Answer::add(const Event &event)
{
    std::visit(base::Overloaded{
                   [&](const Started &started) { m_model = started.model; },
                   [&](const BlockOpened &block) { open(block); },
                   [&](const BlockDelta &delta) { append(delta); },
                   [&](const BlockClosed &) { close(); },
                   [&](const Withdrawn &) { *this = Answer(std::move(m_model)); },
                   [](const Finished &) {},
                   [](const Failed &) {},
               },
        event);
}

void Answer::open(const BlockOpened &block)
{
    m_oneMessage &= block.message == 0 && block.kind != BlockKind::Work;
    m_block = block;
    m_text = {};
    m_thinking = {.model = m_model};
    m_input.clear();
}

void Answer::append(const BlockDelta &delta)
{
    switch (m_block.kind) {
    case BlockKind::Text:
        textOf(m_sentBack).append(m_joint.before(m_block.message, delta.text)).append(delta.text);
        m_text.text += delta.text;
        return;
    case BlockKind::Thinking:
        m_thinking.text += delta.text;
        m_thinking.signature += delta.signature;
        m_thinking.redacted += delta.redacted;
        return;
    case BlockKind::ToolUse:
        m_input += delta.text;
        return;
    case BlockKind::Refusal:
        textOf(m_sentBack).append(delta.text);
        return;
    case BlockKind::Work:
        return;
    }
}

void Answer::close()
{
    switch (m_block.kind) {
    case BlockKind::Text:
        if (!m_text.text.isEmpty())
            m_given.emplace_back(std::move(m_text));
        break;
    case BlockKind::Thinking:
        // Without the proof it is something else that is shown as thinking, and the API would not take it.
        m_oneMessage &= !m_thinking.signature.isEmpty() || !m_thinking.redacted.isEmpty();
        m_given.emplace_back(std::move(m_thinking));
        break;
    case BlockKind::ToolUse: {
        const ToolUse use{m_block.id, m_block.name, onOneLine(m_input)};
        m_given.emplace_back(use);
        m_sentBack.content.emplace_back(use);
        break;
    }
    case BlockKind::Refusal:
    case BlockKind::Work:
        break;
    }
    if (!m_oneMessage)
        m_given.clear();
}

Message asSentBack(const Message &message)
{
    Message plain{message.role, {}};
    for (const auto &block : message.content) {
        std::visit(base::Overloaded{
                       [&](const Text &text) { textOf(plain).append(text.text); },
                       [](const Thinking &) {},
                       [&](const auto &other) { plain.content.emplace_back(other); },
                   },
            block);
    }
    return plain;
}

} // namespace chat
