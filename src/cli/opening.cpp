#include "cli/opening.h"

#include "base/overloaded.h"
#include "cli/outgoing.h"

#include <algorithm>
#include <utility>

namespace cli {

namespace {

QByteArray plainText(const chat::Message &message)
{
    QByteArray all;
    for (const auto &block : message.content) {
        if (!all.isEmpty())
            all += '\n';
        std::visit(base::Overloaded{
                       [&](const chat::Text &text) { all += text.text; },
                       [&](const chat::ToolUse &use) {
                           all += "[called " + use.name + " (" + use.id + ") with " + use.input + ']';
                       },
                       [&](const chat::ToolResult &result) {
                           all += "[result of " + result.toolUseId + ": ";
                           for (const auto &text : result.content)
                               all += text.text;
                           all += ']';
                       },
                   },
            block);
    }
    return all;
}

} // namespace

QByteArray flattened(const chat::Request &request)
{
    QByteArray all;
    if (!request.system.isEmpty())
        all += "Instructions for this conversation:\n" + request.system + "\n\n";
    if (request.messages.size() > 1) {
        all += "The conversation so far:\n\n";
        for (const auto &message : request.messages) {
            if (&message == &request.messages.back())
                all += "Answer this message:\n\n";
            else
                all += message.role == chat::Role::User ? "User: " : "Assistant: ";
            all += plainText(message) + "\n\n";
        }
        return all.trimmed();
    }
    return all + plainText(request.messages.back());
}

std::vector<QByteArray> opening(const chat::Request &request, const Features &features)
{
    if (features.level == Level::Flattened)
        return {userLine({chat::Role::User, {chat::Text{flattened(request)}}}, true)};

    std::vector<QByteArray> steps;
    QByteArray step = initializeLine(InitializeId, request.system);
    if (features.quietModelChange && !request.model.isEmpty())
        step += modelLine(ModelId, request.model);
    for (const auto &message : request.messages) {
        if (message.role == chat::Role::Assistant) {
            step += assistantLine(message);
            continue;
        }
        step += userLine(message, &message == &request.messages.back());
        steps.push_back(std::exchange(step, {}));
    }
    return steps;
}

} // namespace cli
