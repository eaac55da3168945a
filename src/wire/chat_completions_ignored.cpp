#include "wire/chat_completions_ignored.h"

#include <algorithm>
#include <iterator>

namespace wire::chat_completions {

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

bool isTrue(Value &value)
{
    const auto flag = value.boolean();
    return !flag || *flag;
}

bool isAboveOne(Value &value)
{
    const auto number = value.number();
    return !number || *number > 1;
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

bool isNotText(Value &value)
{
    if (!value.is(Type::Object))
        return true;
    bool isText = false;
    const Status status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("type") && member.is(Type::String)) {
            const auto type = member.string();
            isText = type && *type == "text";
        }
        return json::ok();
    });
    return status && !isText;
}

bool hasOtherThanText(Value &value)
{
    const auto raw = value.raw();
    return raw && *raw != "[]" && *raw != "[\"text\"]";
}

bool isForced(Value &value)
{
    const auto raw = value.raw();
    return raw && *raw != "\"auto\"" && *raw != "\"none\"";
}

struct Parameter
{
    QByteArrayView name;
    bool (*asks)(Value &) = nullptr;
};

constexpr Parameter parameters[] = {
    {"audio", anyValue},
    {"frequency_penalty", isNotZero},
    {"function_call", isForced},
    {"functions", isNotEmpty},
    {"logit_bias", isNotEmpty},
    {"logprobs", isTrue},
    {"max_completion_tokens", anyValue},
    {"max_tokens", anyValue},
    {"modalities", hasOtherThanText},
    {"n", isAboveOne},
    {"prediction", anyValue},
    {"presence_penalty", isNotZero},
    {"reasoning_effort", anyValue},
    {"response_format", isNotText},
    {"seed", anyValue},
    {"stop", isNotEmpty},
    {"temperature", anyValue},
    {"tool_choice", isForced},
    {"tools", isNotEmpty},
    {"top_logprobs", anyValue},
    {"top_p", anyValue},
    {"verbosity", anyValue},
    {"web_search_options", anyValue},
};

} // namespace

bool isIgnored(QByteArrayView name, Value &value)
{
    const auto parameter = std::find_if(std::begin(parameters), std::end(parameters),
        [name](const Parameter &candidate) { return candidate.name == name; });
    return parameter != std::end(parameters) && !value.isNull() && parameter->asks(value);
}

} // namespace wire::chat_completions
