#include "script.h"

#include <simdjson.h>

namespace fake {

namespace {

namespace dom = simdjson::dom;

int integer(dom::element value)
{
    return static_cast<int>(value.get_int64().value_unsafe());
}

bool boolean(dom::element value)
{
    return value.is_bool() && value.get_bool().value_unsafe();
}

double number(dom::element value)
{
    double result = 0;
    return value.get(result) == simdjson::SUCCESS ? result : 0;
}

std::string string(dom::element value)
{
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

ApiError apiError(dom::element value)
{
    ApiError error;
    dom::element field;
    if (value["status"].get(field) == simdjson::SUCCESS && field.is_int64())
        error.status = integer(field);
    if (value["error"].get(field) == simdjson::SUCCESS)
        error.error = string(field);
    if (value["text"].get(field) == simdjson::SUCCESS)
        error.text = string(field);
    return error;
}

RateLimit rateLimit(dom::element value)
{
    RateLimit limit;
    dom::element field;
    if (value["status"].get(field) == simdjson::SUCCESS)
        limit.status = string(field);
    if (value["resetsAt"].get(field) == simdjson::SUCCESS && field.is_int64())
        limit.resetsAt = field.get_int64().value_unsafe();
    return limit;
}

std::set<int> integers(dom::element value)
{
    std::set<int> result;
    dom::array items;
    if (value.get(items) == simdjson::SUCCESS) {
        for (const dom::element item : items)
            result.insert(integer(item));
    }
    return result;
}

bool mergeField(Script &script, std::string_view key, dom::element value)
{
    if (key == "text")
        script.text = string(value);
    else if (key == "deltas")
        script.deltas = integer(value);
    else if (key == "delay_ms")
        script.delayMs = number(value);
    else if (key == "first_ms")
        script.firstMs = number(value);
    else if (key == "start_ms")
        script.startMs = number(value);
    else if (key == "die_after")
        script.dieAfter = integer(value);
    else if (key == "die_before_answer")
        script.dieBeforeAnswer = boolean(value);
    else if (key == "exit")
        script.exitCode = integer(value);
    else if (key == "signal")
        script.signal = integer(value);
    else if (key == "stderr")
        script.lastWords = string(value);
    else if (key == "hang_after")
        script.hangAfter = integer(value);
    else if (key == "hang_initialize")
        script.hangInitialize = boolean(value);
    else if (key == "refuse_initialize")
        script.refuseInitialize = boolean(value);
    else if (key == "ignore_sigterm")
        script.ignoreSigterm = boolean(value);
    else if (key == "children")
        script.children = integer(value);
    else if (key == "escapees")
        script.escapees = integer(value);
    else if (key == "garbage")
        script.garbage = integers(value);
    else if (key == "long_line")
        script.longLine = integer(value);
    else if (key == "split_line")
        script.splitLine = integer(value);
    else if (key == "unknown_lines")
        script.unknownLines = boolean(value);
    else if (key == "slow_bytes")
        script.slowBytes = integer(value);
    else if (key == "error")
        script.error = apiError(value);
    else if (key == "rate_limit")
        script.rateLimit = rateLimit(value);
    else if (key == "thinking")
        script.thinking = string(value);
    else if (key == "stop_reason")
        script.stopReason = string(value);
    else if (key == "echo_history")
        script.echoHistory = boolean(value);
    else
        return false;
    return true;
}

} // namespace

bool Script::merge(std::string_view json)
{
    dom::parser parser;
    dom::object object;
    if (parser.parse(json.data(), json.size()).get(object) != simdjson::SUCCESS)
        return false;
    for (const dom::key_value_pair &field : object) {
        if (!mergeField(*this, field.key, field.value))
            return false;
    }
    return true;
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
