#include "wire/chat_completions_reasoning.h"

#include "wire/fields.h"

#include <algorithm>
#include <iterator>

namespace wire::chat_completions {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;
using json::Value;

namespace {

struct Name
{
    QByteArrayView text;
    chat::Effort effort = chat::Effort::None;
};

constexpr Name names[] = {
    {"none", chat::Effort::None},
    {"minimal", chat::Effort::Minimal},
    {"low", chat::Effort::Low},
    {"medium", chat::Effort::Medium},
    {"high", chat::Effort::High},
    {"xhigh", chat::Effort::XHigh},
    {"max", chat::Effort::Max},
};

Status readEffort(Value &value, std::optional<chat::Effort> &out)
{
    out.reset();
    if (value.isNull())
        return json::ok();
    const Result<QByteArray> text = value.string();
    if (!text)
        return Unexpected{text.error()};
    const auto name =
        std::find_if(std::begin(names), std::end(names), [&](const Name &n) { return n.text == *text; });
    if (name == std::end(names))
        return Unexpected{value.error("must be none, minimal, low, medium, high, xhigh or max")};
    out = name->effort;
    return json::ok();
}

} // namespace

std::optional<Status> Reasoning::field(QByteArrayView key, Value &value)
{
    if (key == QByteArrayView("reasoning_effort"))
        return readEffort(value, m_effort);
    if (key == QByteArrayView("reasoning"))
        return value.isNull() ? json::ok() : readObject(value);
    if (key == QByteArrayView("include_reasoning"))
        return readFlag(value, m_included);
    return {};
}

Status Reasoning::readObject(Value &value)
{
    bool enabled = true;
    const Status status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("effort"))
            return readEffort(member, m_nested);
        if (key == QByteArrayView("enabled"))
            return readFlag(member, enabled);
        if (key == QByteArrayView("exclude"))
            return readFlag(member, m_excluded);
        if (key == QByteArrayView("max_tokens") && !member.isNull())
            m_ignored.append("reasoning.max_tokens");
        return json::ok();
    });
    if (!enabled)
        m_nested = chat::Effort::None;
    return status;
}

} // namespace wire::chat_completions
