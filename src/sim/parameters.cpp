#include "sim/parameters.h"

#include "sim/take.h"

#include <algorithm>

namespace sim {

namespace {

using base::Unexpected;
namespace json = base::json;
using json::Status;
using json::Value;

Status readTool(Value value, Tool &tool)
{
    return value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "name")
            return take(field.string(), tool.name);
        if (key == "type" && !field.isNull())
            return take(field.string(), tool.type);
        if (key == "input_schema")
            return take(field.raw(), tool.schema);
        return json::ok();
    });
}

Status readTools(Value value, std::vector<Tool> &tools)
{
    return value.array([&](Value item) {
        tools.emplace_back();
        return readTool(item, tools.back());
    });
}

Status readKind(Value value, ToolChoice::Kind &kind)
{
    const auto type = value.string();
    if (!type)
        return Unexpected{type.error()};
    if (*type == "auto")
        kind = ToolChoice::Kind::Auto;
    else if (*type == "any")
        kind = ToolChoice::Kind::Any;
    else if (*type == "tool")
        kind = ToolChoice::Kind::Tool;
    else if (*type == "none")
        kind = ToolChoice::Kind::None;
    else
        return Unexpected{value.error("must be auto, any, tool or none")};
    return json::ok();
}

Status readToolChoice(Value value, ToolChoice &choice)
{
    return value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "type")
            return readKind(field, choice.kind);
        if (key == "name")
            return take(field.string(), choice.name);
        if (key == "disable_parallel_tool_use")
            return take(field.boolean(), choice.oneAtATime);
        return json::ok();
    });
}

Status readThinking(Value value, Parameters &parameters)
{
    return value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "budget_tokens")
            return take(field.integer(), parameters.thinkingBudget);
        if (key != "type")
            return json::ok();
        const auto type = field.string();
        if (!type)
            return Unexpected{type.error()};
        parameters.thinks = *type == "enabled" || *type == "adaptive";
        if (!parameters.thinks && *type != "disabled")
            return Unexpected{field.error("must be enabled, adaptive or disabled")};
        return json::ok();
    });
}

// Only the edit that needs thinking matters.
Status readContextManagement(Value value, QByteArray &clearsThinking)
{
    return value.object([&](QByteArrayView key, Value edits) -> Status {
        if (key != "edits")
            return json::ok();
        return edits.array([&](Value edit) {
            return edit.object([&](QByteArrayView name, Value field) -> Status {
                QByteArray type;
                const Status status = name == "type" ? take(field.string(), type) : json::ok();
                if (type.startsWith("clear_thinking"))
                    clearsThinking = type;
                return status;
            });
        });
    });
}

Status readStopSequences(Value value, QList<QByteArray> &list)
{
    return value.array([&](Value item) {
        list.append(QByteArray());
        return take(item.string(), list.last());
    });
}

} // namespace

const Tool *Parameters::tool(QByteArrayView name) const
{
    const auto found = std::find_if(
        tools.begin(), tools.end(), [&](const Tool &tool) { return QByteArrayView(tool.name) == name; });
    return found == tools.end() ? nullptr : &*found;
}

Status readParameter(QByteArrayView key, Value value, Parameters &parameters)
{
    if (value.isNull())
        return json::ok();
    parameters.given.append(key.toByteArray());
    if (key == "model")
        return take(value.string(), parameters.model);
    if (key == "stream")
        return take(value.boolean(), parameters.stream);
    if (key == "max_tokens")
        return take(value.integer(), parameters.maxTokens);
    if (key == "stop_sequences")
        return readStopSequences(value, parameters.stopSequences);
    if (key == "temperature")
        return take(value.number(), parameters.temperature);
    if (key == "top_p")
        return take(value.number(), parameters.topP);
    if (key == "thinking")
        return readThinking(value, parameters);
    if (key == "context_management")
        return readContextManagement(value, parameters.clearsThinking);
    if (key == "tools")
        return readTools(value, parameters.tools);
    if (key == "tool_choice")
        return readToolChoice(value, parameters.toolChoice);
    return json::ok();
}

} // namespace sim
