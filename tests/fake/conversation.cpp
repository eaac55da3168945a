#include "conversation.h"

#include <algorithm>

namespace fake {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// Sets the field; null takes it away.
void set(Fields &fields, const std::string &name, const Json &value)
{
    std::erase_if(fields, [&](const auto &field) { return field.first == name; });
    if (!value.isNull())
        fields.emplace_back(name, value.raw());
}

std::string object(const Fields &fields)
{
    std::string json;
    for (const auto &[name, value] : fields)
        json += (json.empty() ? "" : ",") + quote(name) + ":" + value;
    return "{" + json + "}";
}

} // namespace

std::string joinedText(const Json &content)
{
    if (!content.isArray())
        return content.string();
    std::string result;
    for (const Json &item : content.items()) {
        const Json inner = item["text"];
        const std::string text = inner.exists() ? inner.string() : item.string();
        if (!text.empty())
            result += (result.empty() ? "" : "\n") + text;
    }
    return result;
}

std::string Message::text() const
{
    return joinedText(Json(blocks));
}

bool Message::isText() const
{
    for (const Json &block : Json(blocks).items()) {
        if (block["type"].string() != "text")
            return false;
    }
    return true;
}

Message messageOf(const Json &line)
{
    const Json message = line["message"];
    const Json content = message["content"];
    Message result{message["role"].string(), std::string(content.raw()), true};
    if (!content.isArray())
        result.blocks = R"([{"type":"text","text":)" + std::string(content.raw()) + "}]";
    return result;
}

void Conversation::applyFlags(const Json &settings)
{
    for (const auto &[name, value] : settings.members()) {
        if (name != "env") {
            set(m_flags, name, value);
            continue;
        }
        for (const auto &[variable, text] : value.members())
            set(m_environment, variable, text);
    }
}

std::string Conversation::toJson(std::string_view model) const
{
    std::string list;
    for (const Message &message : messages) {
        list += (list.empty() ? "" : ",") + std::string(R"({"role":)") + quote(message.role) + R"(,"text":)"
            + quote(message.text()) + (message.isText() ? "" : R"(,"blocks":)" + message.blocks) + "}";
    }
    Fields flags = m_flags;
    flags.emplace_back("env", object(m_environment));
    return R"({"system":)" + quote(system) + R"(,"model":)" + quote(model) + R"(,"messages":[)" + list
        + R"(],"flags":)" + object(flags) + R"(,"initialize":)" + initialize + "}";
}

} // namespace fake
