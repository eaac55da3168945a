#include "wire/openai_ignored.h"

#include "wire/fields.h"

#include <algorithm>
#include <iterator>

namespace wire::openai {

namespace json = base::json;
using json::Status;
using json::Type;
using json::Value;

namespace {

// What of a value, that is not null, asks for something. A value of the wrong type does.
bool anyValue(Value &)
{
    return true;
}

// A flag here, a count in the older dialect: there, 0 asks for something.
bool isWanted(Value &value)
{
    return !value.is(Type::Boolean) || *value.boolean();
}

bool isNotZero(Value &value)
{
    const auto number = value.number();
    return !number || *number != 0;
}

bool isNotEmpty(Value &value)
{
    const auto raw = value.raw();
    return raw && *raw != "[]" && *raw != "{}" && *raw != "\"\"";
}

bool holdsAudio(Value &value)
{
    const auto raw = value.raw();
    return raw && raw->contains("\"audio\"");
}

struct Parameter
{
    QByteArrayView name;
    bool (*asks)(Value &) = nullptr;
};

constexpr Parameter ignored[] = {
    {"frequency_penalty", isNotZero},
    {"logit_bias", isNotEmpty},
    {"logprobs", isWanted},
    {"min_p", isNotZero},
    {"presence_penalty", isNotZero},
    {"repetition_penalty", anyValue},
    {"seed", anyValue},
    {"suffix", isNotEmpty},
    {"top_k", anyValue},
    {"top_logprobs", isNotZero},
    {"verbosity", anyValue},
};

// What can't be left out without giving another answer than was asked for.
struct Unsupported
{
    Parameter parameter;
    QByteArrayView why;
};

constexpr Unsupported unsupported[] = {
    {{"audio", anyValue}, "is not supported: Claude gives no sound."},
    {{"modalities", holdsAudio}, "must not hold \"audio\": Claude gives no sound."},
    {{"prediction", anyValue}, "is not supported: Claude takes no predicted output."},
    {{"web_search_options", anyValue},
        "is not supported here: leave it out, and Claude Code searches the web where its settings let it."},
};

bool asks(const Parameter &parameter, QByteArrayView name, Value &value)
{
    return parameter.name == name && !value.isNull() && parameter.asks(value);
}

} // namespace

bool isHonoured(QByteArrayView name)
{
    constexpr QByteArrayView honoured[] = {"function_call", "functions", "include_reasoning",
        "max_completion_tokens", "max_tokens", "n", "parallel_tool_calls", "reasoning", "reasoning_effort",
        "response_format", "stop", "stream", "stream_options", "temperature", "tool_choice", "tools",
        "top_p"};
    return std::find(std::begin(honoured), std::end(honoured), name) != std::end(honoured);
}

bool isIgnored(QByteArrayView name, Value &value)
{
    return std::any_of(std::begin(ignored), std::end(ignored),
        [&](const Parameter &parameter) { return asks(parameter, name, value); });
}

Status refuseUnsupported(QByteArrayView name, Value &value)
{
    const auto found = std::find_if(std::begin(unsupported), std::end(unsupported),
        [&](const Unsupported &candidate) { return asks(candidate.parameter, name, value); });
    return found == std::end(unsupported) ? json::ok() : wrong(value.path(), found->why);
}

} // namespace wire::openai
