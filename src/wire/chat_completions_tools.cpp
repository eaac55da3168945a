#include "wire/chat_completions_tools.h"

#include "wire/fields.h"
#include "wire/schema.h"

#include <algorithm>

namespace wire::chat_completions {

namespace json = base::json;
using base::Unexpected;
using json::Status;
using json::Type;
using json::Value;

namespace {

bool isName(QByteArrayView name)
{
    return name.size() <= 128 && std::all_of(name.begin(), name.end(), isNameCharacter);
}

std::optional<chat::ToolChoice::Mode> modeOf(QByteArrayView word)
{
    using enum chat::ToolChoice::Mode;
    if (word == QByteArrayView("auto"))
        return Auto;
    if (word == QByteArrayView("none"))
        return None;
    if (word == QByteArrayView("required") || word == QByteArrayView("any"))
        return Required;
    return {};
}

} // namespace

std::optional<Status> Tools::field(QByteArrayView key, Value &value)
{
    if (key == QByteArrayView("tools"))
        return readTools(value);
    if (key == QByteArrayView("functions"))
        return readFunctions(value);
    if (key == QByteArrayView("tool_choice") || key == QByteArrayView("function_call"))
        return readChoice(value);
    if (key == QByteArrayView("parallel_tool_calls"))
        return readFlag(value, m_choice.parallel);
    return {};
}

Status Tools::readTools(Value &value)
{
    m_tools = {};
    if (value.isNull())
        return json::ok();
    return value.array([this](Value tool) { return readTool(tool, m_tools); });
}

// {type, function: {name, …}}, or flat as in the Responses API: some clients send that here.
Status Tools::readTool(Value &value, Offer &offer)
{
    QByteArray type;
    chat::Tool flat;
    bool nested = false;
    const Status status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("type"))
            return readString(member, type);
        if (key != QByteArrayView("function"))
            return member.is(Type::Null) ? json::ok() : functionField(key, member, flat, "tools[].strict");
        nested = true;
        return readFunction(member, "tools[].function.strict", offer);
    });
    if (!status)
        return status;
    if (!type.isEmpty() && type != "function") {
        return wrong(value.path() + ".type",
            "is " + quoted(type) + ", but only tools of type \"function\" are supported.");
    }
    return nested ? json::ok() : add(std::move(flat), value.path(), offer);
}

Status Tools::readFunctions(Value &value)
{
    m_functions = {};
    if (value.isNull())
        return json::ok();
    return value.array(
        [this](Value function) { return readFunction(function, "functions[].strict", m_functions); });
}

Status Tools::readFunction(Value &value, QByteArrayView strictName, Offer &offer)
{
    chat::Tool tool;
    const Status status = value.object(
        [&](QByteArrayView key, Value member) { return functionField(key, member, tool, strictName); });
    return status ? add(std::move(tool), value.path(), offer) : status;
}

Status Tools::functionField(QByteArrayView key, Value &value, chat::Tool &tool, QByteArrayView strictName)
{
    if (key == QByteArrayView("name"))
        return readString(value, tool.name);
    if (key == QByteArrayView("description"))
        return readString(value, tool.description);
    if (key == QByteArrayView("parameters"))
        return readArgumentsSchema(value, tool.schema);
    if (key != QByteArrayView("strict"))
        return json::ok();
    bool strict = false;
    const Status status = readFlag(value, strict);
    if (strict)
        m_ignored = strictName.toByteArray();
    return status;
}

Status Tools::add(chat::Tool tool, const QByteArray &path, Offer &offer)
{
    const QByteArray namePath = path + ".name";
    if (tool.name.isEmpty())
        return wrong(namePath, "is required.");
    if (!isName(tool.name)) {
        return wrong(namePath,
            "is " + quoted(tool.name)
                + ", but names have at most 128 letters, digits, underscores and hyphens.");
    }
    if (offer.names.contains(tool.name))
        return wrong(namePath, "is " + quoted(tool.name) + ", as that of another tool: names must differ.");
    if (tool.schema.isEmpty())
        tool.schema = R"({"type":"object","properties":{}})";
    offer.names.insert(tool.name);
    offer.tools.push_back(std::move(tool));
    return json::ok();
}

Status Tools::readChoice(Value &value)
{
    m_choice.mode = chat::ToolChoice::Mode::Auto;
    m_choice.name.clear();
    if (value.isNull())
        return json::ok();
    m_choicePath = value.path();
    return value.is(Type::Object) ? readChoiceObject(value) : readChoiceMode(value);
}

Status Tools::readChoiceMode(Value &value)
{
    if (!value.is(Type::String))
        return Unexpected{value.error("must be a string or an object that names a function")};
    QByteArray word;
    if (const Status status = readString(value, word); !status)
        return status;
    const auto mode = modeOf(word);
    if (!mode)
        return wrong(m_choicePath, "must be auto, none, required or an object that names a function.");
    m_choice.mode = *mode;
    return json::ok();
}

// {type: "function", function: {name}}, flat, or the older {name}; some clients send {type: "auto"}.
Status Tools::readChoiceObject(Value &value)
{
    QByteArray type = "function";
    const Status status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("type"))
            return readString(member, type);
        if (key == QByteArrayView("name"))
            return readString(member, m_choice.name);
        if (key != QByteArrayView("function"))
            return json::ok();
        return member.object([&](QByteArrayView inner, Value name) {
            return inner == QByteArrayView("name") ? readString(name, m_choice.name) : json::ok();
        });
    });
    if (!status)
        return status;
    if (const auto mode = modeOf(type)) {
        m_choice.mode = *mode;
        m_choice.name.clear();
        return json::ok();
    }
    if (type != "function")
        return wrong(m_choicePath + ".type", "is " + quoted(type) + ", but only \"function\" is supported.");
    if (m_choice.name.isEmpty())
        return wrong(m_choicePath, "must name a function.");
    m_choice.mode = chat::ToolChoice::Mode::Required;
    return json::ok();
}

Status Tools::finish(chat::Request &request)
{
    if (areFunctions() && !m_tools.tools.empty())
        return wrong("functions", "can't be used together with tools, which replaced it.");
    const Offer &offered = areFunctions() ? m_functions : m_tools;
    if (m_choice.mode == chat::ToolChoice::Mode::Required && offered.tools.empty())
        return wrong(m_choicePath, "asks for a call, but the request offers no tools.");
    if (!m_choice.name.isEmpty() && !offered.names.contains(m_choice.name)) {
        return wrong(
            m_choicePath, "names " + quoted(m_choice.name) + ", which is none of the tools offered.");
    }
    if (offered.tools.empty())
        return json::ok();
    if (areFunctions())
        m_choice.parallel = false; // the older answers have room for one call
    request.tools = offered.tools;
    request.toolChoice = m_choice;
    return json::ok();
}

} // namespace wire::chat_completions
