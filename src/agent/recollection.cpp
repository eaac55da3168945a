#include "agent/recollection.h"

#include "chat/size.h"

#include <algorithm>

namespace agent {

namespace {

constexpr std::size_t MostAnswers = 256;
constexpr qsizetype MostBytes = 16 * 1024 * 1024;

template<typename Kind> bool has(const std::vector<chat::Block> &blocks)
{
    return std::ranges::any_of(
        blocks, [](const chat::Block &block) { return std::holds_alternative<Kind>(block); });
}

} // namespace

void Recollection::remember(const chat::Answer &answer)
{
    const auto &given = answer.asGiven();
    if (!has<chat::Thinking>(given) || !has<chat::ToolUse>(given))
        return;
    m_answers.push_back({answer.asSentBack(), given, chat::sizeOf(given)});
    m_size += m_answers.back().size;
    while (m_answers.size() > MostAnswers || m_size > MostBytes) {
        m_size -= m_answers.front().size;
        m_answers.pop_front();
    }
}

// The ids of the calls are part of what is compared, and nobody can guess them.
std::vector<chat::Message> Recollection::recall(const std::vector<chat::Message> &messages) const
{
    auto whole = messages;
    if (m_answers.empty())
        return whole;
    for (auto &message : whole) {
        if (message.role != chat::Role::Assistant || !has<chat::ToolUse>(message.content))
            continue;
        const auto sentBack = chat::asSentBack(message);
        const auto found = std::ranges::find(m_answers, sentBack, &Remembered::sentBack);
        if (found != m_answers.end())
            message.content = found->given;
    }
    return whole;
}

} // namespace agent
