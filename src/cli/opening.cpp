#include "cli/opening.h"

#include "base/overloaded.h"
#include "cli/messages.h"
#include "cli/outgoing.h"

#include <utility>

namespace cli {

namespace {

// How the CLI names the client's tools in its history.
chat::Message withVisibleNames(const chat::Message &message, const ToolBridge &bridge)
{
    auto visible = message;
    for (auto &block : visible.content) {
        if (auto *use = std::get_if<chat::ToolUse>(&block))
            use->name.prepend(bridge.visiblePrefix());
    }
    return visible;
}

// The model that thought in this message; empty when there is no thinking in it.
QByteArray thinkerOf(const chat::Message &message)
{
    for (const auto &block : message.content) {
        if (const auto *thinking = std::get_if<chat::Thinking>(&block))
            return thinking->model;
    }
    return {};
}

QByteArray withInstruction(const QByteArray &system, const QByteArray &instruction)
{
    if (system.isEmpty() || instruction.isEmpty())
        return system.isEmpty() ? instruction : system;
    return system + "\n\n" + instruction;
}

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
                           for (const auto &part : result.content) {
                               if (const auto *text = std::get_if<chat::Text>(&part))
                                   all += text->text;
                           }
                           all += ']';
                       },
                       [](const auto &) {}, // refused before
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

std::vector<QByteArrayList> opening(const chat::Request &request, const std::vector<chat::Message> &history,
    const ApiParameters &parameters, const ToolBridge &bridge, const Features &features)
{
    if (features.level == Level::Flattened)
        return {{userLine({chat::Role::User, {chat::Text{flattened(request)}}}, true)}};

    std::vector<QByteArrayList> steps;
    QByteArrayList step{initializeLine(InitializeId, withInstruction(request.system, parameters.instruction),
        bridge, request.output ? request.output->schema : QByteArray())};
    step += settingsLine(SettingsId, features.quietModelChange ? request.model : QByteArray(), parameters);
    for (const auto &message : history) {
        if (message.role == chat::Role::Assistant) {
            step += assistantLine(withVisibleNames(message, bridge), thinkerOf(message));
            continue;
        }
        step += userLine(message, &message == &history.back());
        steps.push_back(std::exchange(step, {}));
    }
    return steps;
}

} // namespace cli
