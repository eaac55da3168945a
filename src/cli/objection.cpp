#include "cli/objection.h"

#include "cli/tool_bridge.h"
#include "cli/turn_reader.h"

#include <algorithm>

namespace cli {

namespace {

constexpr qsizetype LongestToolName = 128; // https://docs.anthropic.com/en/api/messages

bool hasMedia(const chat::Request &request)
{
    return std::ranges::any_of(request.messages, [](const chat::Message &message) {
        return std::ranges::any_of(message.content, [](const chat::Block &block) {
            return std::holds_alternative<chat::Image>(block)
                || std::holds_alternative<chat::Document>(block);
        });
    });
}

// What in the request is beyond a CLI that takes a conversation as one text.
QByteArray beyondFlattened(const chat::Request &request)
{
    if (!request.tools.empty())
        return "tools";
    if (request.output)
        return "answers by a schema";
    return hasMedia(request) ? "images and files" : QByteArray();
}

std::optional<chat::Error> wrong(chat::Parameter parameter, const QByteArray &message)
{
    return chat::Error{.kind = chat::ErrorKind::InvalidRequest, .message = message, .parameter = parameter};
}

// A client that did not ask for thinking does not miss it.
bool isMissed(chat::Parameter parameter, const chat::Request &request)
{
    return parameter != chat::Parameter::Effort || request.parameters.effort.has_value();
}

} // namespace

std::optional<chat::Error> objection(const chat::Request &request, const ApiParameters &parameters,
    settings::ClientTools clientTools, const Features &features)
{
    if (const auto what = beyondFlattened(request); features.level == Level::Flattened && !what.isEmpty())
        return chat::Error{.kind = chat::ErrorKind::InvalidRequest,
            .message = "This version of claude can't do " + what
                + " behind claude-relay. Update it: claude update, or npm install -g "
                  "@anthropic-ai/claude-code."};
    for (const auto &tool : request.tools) {
        if (request.output && tool.name == JsonTool)
            return wrong(chat::Parameter::Tools,
                "may not hold a tool named " + tool.name
                    + " together with a schema for the answer: rename the tool.");
        if (clientTools == settings::ClientTools::Beside
            && tool.name.size() > LongestToolName - ToolBridge::ToolPrefix.size())
            return wrong(chat::Parameter::Tools,
                "hold a name that is too long beside Claude Code's own tools: " + tool.name + '.');
    }
    const auto missed = std::ranges::find_if(
        parameters.leftOut, [&](chat::Parameter parameter) { return isMissed(parameter, request); });
    if (request.strict && missed != parameters.leftOut.end())
        return wrong(*missed,
            "has no effect with Claude Code. Leave it out, or start the relay without --strict-params.");
    return {};
}

} // namespace cli
