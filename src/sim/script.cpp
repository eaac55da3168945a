#include "sim/script.h"

#include "base/json.h"
#include "sim/take.h"

#include <limits>

namespace sim {

namespace {

using base::Unexpected;
namespace json = base::json;
using json::Status;
using json::Value;

constexpr qint64 longestWaitMs = 24 * 60 * 60 * 1000;
constexpr qint64 mostDeltas = 100'000;

template<typename Target> Status takeInteger(Value value, qint64 least, qint64 most, Target &target)
{
    const auto number = value.integer();
    if (!number)
        return Unexpected{number.error()};
    if (*number < least || *number > most) {
        return Unexpected{
            value.error("must be from " + QByteArray::number(least) + " to " + QByteArray::number(most))};
    }
    target = static_cast<std::remove_reference_t<decltype(target)>>(*number);
    return json::ok();
}

Status takeCount(Value value, std::optional<qint64> &target)
{
    qint64 count = 0;
    const Status status = takeInteger(value, 0, std::numeric_limits<qint32>::max(), count);
    if (status)
        target = count;
    return status;
}

Status unknown(const Value &value)
{
    return Unexpected{value.error("is not a key that scripts know")};
}

Status readTool(Value tool, ToolCall &call)
{
    const Status status = tool.object([&](QByteArrayView key, Value value) -> Status {
        if (key == "id")
            return take(value.string(), call.id);
        if (key == "name")
            return take(value.string(), call.name);
        if (key != "input")
            return unknown(value);
        if (!value.is(json::Type::Object))
            return Unexpected{value.error("must be an object")};
        return take(value.raw(), call.input);
    });
    if (status && call.name.isEmpty())
        return Unexpected{tool.error("needs a name")};
    return status;
}

Status readTools(Value tools, std::vector<ToolCall> &calls)
{
    return tools.array([&](Value tool) -> Status {
        ToolCall call;
        const Status status = readTool(tool, call);
        if (status)
            calls.push_back(std::move(call));
        return status;
    });
}

Status readUsage(Value usage, Usage &counts)
{
    return usage.object([&](QByteArrayView key, Value value) -> Status {
        if (key == "input_tokens")
            return takeCount(value, counts.input);
        if (key == "output_tokens")
            return takeCount(value, counts.output);
        if (key == "cache_creation_input_tokens")
            return takeCount(value, counts.cacheCreation);
        if (key == "cache_read_input_tokens")
            return takeCount(value, counts.cacheRead);
        if (key == "thinking_tokens")
            return takeCount(value, counts.thinking);
        return unknown(value);
    });
}

Status readHeaders(Value headers, http::Headers &list)
{
    return headers.object([&](QByteArrayView key, Value value) -> Status {
        const auto text = value.string();
        if (!text)
            return Unexpected{text.error()};
        if (text->contains('\n') || text->contains('\r'))
            return Unexpected{value.error("must not contain line ends")};
        list.emplaceBack(key.toByteArray(), *text);
        return json::ok();
    });
}

Status readHow(Value value, Cut::How &how)
{
    const auto name = value.string();
    if (!name)
        return Unexpected{name.error()};
    if (*name == "error")
        how = Cut::How::Error;
    else if (*name == "drop")
        how = Cut::How::Drop;
    else if (*name == "stall")
        how = Cut::How::Stall;
    else
        return Unexpected{value.error("must be error, drop or stall")};
    return json::ok();
}

Status readCut(Value value, std::optional<Cut> &target)
{
    Cut cut;
    const Status status = value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "after")
            return takeInteger(field, 0, mostDeltas, cut.after);
        if (key == "how")
            return readHow(field, cut.how);
        return unknown(field);
    });
    if (status)
        target = cut;
    return status;
}

Status readThen(Value value, QByteArray &then)
{
    const QByteArray path = value.path();
    const Status status = take(value.raw(), then);
    if (!status)
        return status;
    const auto script = readScript(then);
    if (!script)
        return Unexpected{json::Error{path, path + ": " + script.error().toUtf8()}};
    return json::ok();
}

Status readNames(Value value, QList<QByteArray> &names)
{
    return value.array([&](Value item) {
        names.append(QByteArray());
        return take(item.string(), names.last());
    });
}

Status readErrorField(QByteArrayView key, Value value, Script &script)
{
    if (key == "status")
        return takeInteger(value, 200, 599, script.status);
    if (key == "error_type")
        return take(value.string(), script.errorType);
    if (key == "message")
        return take(value.string(), script.message);
    if (key == "headers")
        return readHeaders(value, script.headers);
    if (key == "times")
        return takeCount(value, script.times);
    if (key == "cut")
        return readCut(value, script.cut);
    if (key == "refuse_params")
        return readNames(value, script.refuseParams);
    return unknown(value);
}

Status readField(QByteArrayView key, Value value, Script &script)
{
    if (key == "text")
        return take(value.string(), script.text);
    if (key == "deltas") {
        script.deltas = 1;
        return takeInteger(value, 1, mostDeltas, *script.deltas);
    }
    if (key == "delay_ms")
        return takeInteger(value, 0, longestWaitMs, script.delayMs);
    if (key == "first_ms")
        return takeInteger(value, 0, longestWaitMs, script.firstMs);
    if (key == "last_ms")
        return takeInteger(value, 0, longestWaitMs, script.lastMs);
    if (key == "thinking")
        return take(value.string(), script.thinking);
    if (key == "signature")
        return take(value.string(), script.signature);
    if (key == "redacted_thinking")
        return take(value.string(), script.redactedThinking);
    if (key == "tools")
        return readTools(value, script.tools);
    if (key == "tool_deltas") {
        script.toolDeltas = 1;
        return takeInteger(value, 1, mostDeltas, *script.toolDeltas);
    }
    if (key == "then")
        return readThen(value, script.then);
    if (key == "stop_reason")
        return take(value.string(), script.stopReason);
    if (key == "usage")
        return readUsage(value, script.usage);
    return readErrorField(key, value, script);
}

// What is wrong between the members, empty when nothing is.
QString contradiction(const Script &script)
{
    using namespace Qt::StringLiterals;
    if (!script.then.isEmpty() && script.tools.empty())
        return u"then needs tools, whose results it answers"_s;
    if (script.times && !script.fails())
        return u"times needs a status from 300 on or a cut, which shall happen only so often"_s;
    if (script.cut && script.status >= 300)
        return u"cut and an error status exclude each other"_s;
    return {};
}

} // namespace

QByteArray scriptIn(const QByteArray &text)
{
    constexpr QByteArrayView mark = "simulate:{";
    const qsizetype found = text.indexOf(mark);
    if (found < 0)
        return {};
    const qsizetype start = found + mark.size() - 1;
    int depth = 0;
    bool inString = false;
    for (qsizetype at = start; at < text.size(); ++at) {
        const char c = text.at(at);
        if (inString && c == '\\')
            ++at;
        else if (c == '"')
            inString = !inString;
        else if (!inString && c == '{')
            ++depth;
        else if (!inString && c == '}' && --depth == 0)
            return text.mid(start, at + 1 - start);
    }
    return text.mid(start);
}

base::Expected<Script, QString> readScript(QByteArrayView json)
{
    Script script;
    json::Reader reader;
    const Status status =
        reader.object(json, [&](QByteArrayView key, Value value) { return readField(key, value, script); });
    if (!status)
        return Unexpected{QString::fromUtf8(status.error().message)};
    if (const QString wrong = contradiction(script); !wrong.isEmpty())
        return Unexpected{wrong};
    return script;
}

} // namespace sim
