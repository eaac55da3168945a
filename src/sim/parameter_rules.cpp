#include "sim/parameter_rules.h"

#include <algorithm>

namespace sim {

namespace {

using namespace Qt::StringLiterals;
namespace json = base::json;
using json::Status;
using json::Value;

constexpr qint64 leastThinkingBudget = 1024;

QString brokenLimit(const Parameters &asked)
{
    if (asked.maxTokens && *asked.maxTokens < 1)
        return u"max_tokens: Input should be greater than or equal to 1"_s;
    for (const QByteArray &sequence : asked.stopSequences) {
        if (sequence.isEmpty())
            return u"stop_sequences: each stop sequence must be non-empty"_s;
        if (sequence.trimmed().isEmpty())
            return u"stop_sequences: each stop sequence must contain non-whitespace"_s;
    }
    return {};
}

QString brokenSampling(const Parameters &asked)
{
    const auto outside = [](std::optional<double> value) { return value && (*value < 0 || *value > 1); };
    if (outside(asked.temperature))
        return u"temperature: range: 0..1"_s;
    if (outside(asked.topP))
        return u"top_p: range: 0..1"_s;
    if (asked.temperature && asked.topP && !asked.model.startsWith("claude-3"))
        return u"`temperature` and `top_p` cannot both be specified for this model. Please use only one."_s;
    return {};
}

QString brokenThinking(const Parameters &asked)
{
    if (!asked.thinks) {
        return asked.clearsThinking.isEmpty()
            ? QString()
            : u"`%1` strategy requires `thinking` to be enabled or adaptive"_s.arg(
                QString::fromUtf8(asked.clearsThinking));
    }
    if (asked.thinkingBudget && *asked.thinkingBudget < leastThinkingBudget)
        return u"thinking.enabled.budget_tokens: Input should be greater than or equal to 1024"_s;
    if (asked.thinkingBudget && asked.maxTokens && *asked.maxTokens <= *asked.thinkingBudget)
        return u"`max_tokens` must be greater than `thinking.budget_tokens`."_s;
    if (asked.toolChoice.isForced())
        return u"Thinking may not be enabled when tool_choice forces tool use."_s;
    if (asked.temperature && *asked.temperature != 1.0)
        return u"`temperature` may only be set to 1 when thinking is enabled or in adaptive mode."_s;
    if (asked.topP && *asked.topP < 0.95) {
        return u"`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in "
               "adaptive mode."_s;
    }
    return {};
}

// What is wrong with a schema, without the place; empty when nothing is.
QString brokenSchema(const QByteArray &schema)
{
    if (schema.isEmpty())
        return u": Field required"_s;
    QByteArray type;
    bool hasBranches = false;
    json::Reader reader("input_schema");
    const Status status = reader.object(schema, [&](QByteArrayView key, Value value) -> Status {
        hasBranches |= key == "oneOf" || key == "anyOf" || key == "allOf";
        if (key != "type")
            return json::ok();
        const auto name = value.string();
        type = name ? *name : QByteArray("no name");
        return json::ok();
    });
    if (!status)
        return u": Input should be a valid dictionary"_s;
    if (hasBranches)
        return u": input_schema does not support oneOf, allOf, or anyOf at the top level"_s;
    if (type.isEmpty())
        return u".type: Field required"_s;
    return type == "object" ? QString() : u".type: Input should be 'object'"_s;
}

bool isToolName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '-';
    });
}

QString brokenTool(const Parameters &asked)
{
    QList<QByteArray> names;
    for (const Tool &tool : asked.tools) {
        const QString place = u"tools.%1.custom."_s.arg(names.size());
        if (tool.isCustom() && !isToolName(tool.name))
            return place + u"name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'"_s;
        if (names.contains(tool.name))
            return u"tools: Tool names must be unique."_s;
        names.append(tool.name);
        const QString broken = tool.isCustom() ? brokenSchema(tool.schema) : QString();
        if (!broken.isEmpty())
            return place + u"input_schema"_s + broken;
    }
    const ToolChoice &choice = asked.toolChoice;
    if (choice.isForced() && asked.tools.empty())
        return u"tool_choice: `tool_choice` may only be specified while providing `tools`."_s;
    if (choice.kind == ToolChoice::Kind::Tool && choice.name.isEmpty())
        return u"tool_choice.tool.name: Field required"_s;
    if (choice.kind == ToolChoice::Kind::Tool && !names.contains(choice.name))
        return u"Tool '%1' not found in provided tools"_s.arg(QString::fromUtf8(choice.name));
    return {};
}

} // namespace

QString brokenParameterRule(const Parameters &parameters)
{
    for (const auto rule : {brokenLimit, brokenTool, brokenSampling, brokenThinking}) {
        if (QString broken = rule(parameters); !broken.isEmpty())
            return broken;
    }
    return {};
}

QString refusedParameter(const QList<QByteArray> &unknown, const Parameters &parameters)
{
    for (const QByteArray &name : unknown) {
        const bool carried = name == "thinking" ? parameters.thinks : parameters.given.contains(name);
        if (!carried)
            continue;
        const bool samples = name == "temperature" || name == "top_p" || name == "top_k";
        return (samples ? u"`%1` is deprecated for this model."_s : u"%1: Extra inputs are not permitted"_s)
            .arg(QString::fromUtf8(name));
    }
    return {};
}

} // namespace sim
