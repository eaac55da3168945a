#include "agent/conversation.h"

#include "chat/answer.h"
#include "cli/tool_bridge.h"

#include <algorithm>

namespace agent {

namespace {

bool sameFrame(const chat::Request &one, const chat::Request &other)
{
    return one.model == other.model && one.system == other.system && one.tools == other.tools
        && one.output == other.output;
}

std::optional<ToolResults> resultsIn(const chat::Message &message, const chat::Message &answer)
{
    ToolResults all;
    for (const auto &block : message.content) {
        const auto *result = std::get_if<chat::ToolResult>(&block);
        if (!result || !cli::ToolBridge::carries(*result))
            return {};
        all.results.push_back(*result);
    }
    // A request is known to answer each call once.
    const auto calls = std::ranges::count_if(answer.content,
        [](const chat::Block &block) { return std::holds_alternative<chat::ToolUse>(block); });
    return all.results.size() == std::size_t(calls) ? std::optional(all) : std::nullopt;
}

} // namespace

std::optional<Continuation> continuation(const Conversation &conversation, const chat::Request &request)
{
    const auto &before = conversation.asked.messages;
    const auto &now = request.messages;
    if (now.size() != before.size() + 2 || !sameFrame(conversation.asked, request)
        || chat::asSentBack(now[before.size()]) != conversation.answer
        || !std::equal(before.begin(), before.end(), now.begin()))
        return {};
    if (conversation.waiting) {
        if (auto results = resultsIn(now.back(), conversation.answer))
            return *results;
        return {};
    }
    return NextQuestion{now.back()};
}

} // namespace agent
