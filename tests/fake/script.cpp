#include "script.h"

#include "json.h"

namespace fake {

namespace {

ApiError apiError(Json value)
{
    ApiError error;
    if (const Json status = value["status"]; status.exists())
        error.status = status.integer();
    error.error = value["error"].string();
    error.text = value["text"].string();
    return error;
}

RateLimit rateLimit(Json value)
{
    return {value["status"].string(), static_cast<std::int64_t>(value["resetsAt"].number())};
}

std::set<int> integers(Json value)
{
    std::set<int> result;
    for (const Json item : value.items())
        result.insert(item.integer());
    return result;
}

std::vector<std::string> raws(Json value)
{
    std::vector<std::string> result;
    for (const Json item : value.items())
        result.emplace_back(item.raw());
    return result;
}

std::vector<ToolCall> toolCalls(Json value)
{
    std::vector<ToolCall> calls;
    for (const Json item : value.items()) {
        const Json input = item["input"];
        calls.push_back({item["id"].string(), item["name"].string(),
            input.exists() ? std::string(input.raw()) : std::string("{}")});
    }
    return calls;
}

// The fields of answers with tools.
bool mergeToolField(Script &script, std::string_view key, Json value)
{
    if (key == "tools")
        script.tools = toolCalls(value);
    else if (key == "then")
        script.then = value.raw();
    else if (key == "structured")
        script.structured = value.raw();
    else if (key == "structured_bad")
        script.structuredBad = raws(value);
    else if (key == "reject_schema")
        script.rejectSchema = value.string();
    else if (key == "die_while_waiting")
        script.dieWhileWaiting = value.boolean();
    else if (key == "late_calls_ms")
        script.lateCallsMs = value.number();
    else if (key == "deaf_to_results")
        script.deafToResults = value.boolean();
    else
        return false;
    return true;
}

bool mergeField(Script &script, std::string_view key, Json value)
{
    if (key == "text")
        script.text = value.string();
    else if (key == "deltas")
        script.deltas = value.integer();
    else if (key == "delay_ms")
        script.delayMs = value.number();
    else if (key == "first_ms")
        script.firstMs = value.number();
    else if (key == "start_ms")
        script.startMs = value.number();
    else if (key == "die_after")
        script.dieAfter = value.integer();
    else if (key == "die_before_answer")
        script.dieBeforeAnswer = value.boolean();
    else if (key == "exit")
        script.exitCode = value.integer();
    else if (key == "signal")
        script.signal = value.integer();
    else if (key == "stderr")
        script.lastWords = value.string();
    else if (key == "hang_after")
        script.hangAfter = value.integer();
    else if (key == "hang_initialize")
        script.hangInitialize = value.boolean();
    else if (key == "refuse_initialize")
        script.refuseInitialize = value.boolean();
    else if (key == "ignore_sigterm")
        script.ignoreSigterm = value.boolean();
    else if (key == "children")
        script.children = value.integer();
    else if (key == "escapees")
        script.escapees = value.integer();
    else if (key == "garbage")
        script.garbage = integers(value);
    else if (key == "garbage_lines")
        script.garbageLines = value.integer();
    else if (key == "memory_mb")
        script.memoryMb = value.integer();
    else if (key == "long_line")
        script.longLine = value.integer();
    else if (key == "split_line")
        script.splitLine = value.integer();
    else if (key == "unknown_lines")
        script.unknownLines = value.boolean();
    else if (key == "slow_bytes")
        script.slowBytes = value.integer();
    else if (key == "error")
        script.error = apiError(value);
    else if (key == "rate_limit")
        script.rateLimit = rateLimit(value);
    else if (key == "thinking")
        script.thinking = value.string();
    else if (key == "signature")
        script.signature = value.string();
    else if (key == "redacted_thinking")
        script.redactedThinking = value.string();
    else if (key == "stop_reason")
        script.stopReason = value.string();
    else if (key == "usage")
        script.usage = value.raw();
    else if (key == "echo_history")
        script.echoHistory = value.boolean();
    else
        return mergeToolField(script, key, value);
    return true;
}

} // namespace

bool Script::merge(std::string_view json)
{
    const Json object(json);
    for (const auto &[key, value] : object.members()) {
        if (!mergeField(*this, key, value))
            return false;
    }
    return object.isObject();
}

Script Script::next() const
{
    Script step;
    step.delayMs = delayMs;
    step.slowBytes = slowBytes;
    step.exitCode = exitCode;
    step.signal = signal;
    step.lastWords = lastWords;
    step.ignoreSigterm = ignoreSigterm;
    step.rejectSchema = rejectSchema;
    return then.empty() || step.merge(then) ? step : Script();
}

std::string_view embeddedScript(std::string_view text)
{
    constexpr std::string_view mark = "fake:{";
    const std::size_t found = text.find(mark);
    if (found == std::string_view::npos)
        return {};
    const std::string_view rest = text.substr(found + mark.size() - 1);
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const char c = rest[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{') {
            ++depth;
        } else if (c == '}' && --depth == 0) {
            return rest.substr(0, i + 1);
        }
    }
    return {};
}

} // namespace fake
