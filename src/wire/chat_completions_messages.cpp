#include "wire/chat_completions_messages.h"

#include "wire/fields.h"

namespace wire::chat_completions {

namespace json = base::json;
using json::Result;
using json::Status;
using json::Type;
using json::Value;

namespace {

Status readArguments(Value &value, QByteArray &input)
{
    QByteArray text;
    if (const Status status = readString(value, text); !status)
        return status;
    if (text.isEmpty())
        return json::ok();
    if (Result<QByteArray> object = json::compactObject(text)) {
        input = std::move(*object);
        return json::ok();
    }
    // A call that was cut off stays in the client's history for ever; what there is of it is kept.
    input.clear();
    json::Writer(input).beginObject().field("arguments", text).endObject();
    return json::ok();
}

// Reads {name, arguments} into `call`.
Status readFunction(Value value, chat::ToolUse &call)
{
    const Status status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("name"))
            return readString(member, call.name);
        if (key == QByteArrayView("arguments"))
            return readArguments(member, call.input);
        return json::ok();
    });
    if (status && call.name.isEmpty())
        return missing(value, "name");
    return status;
}

Status readCall(Value value, std::vector<ClientCall> &calls)
{
    chat::ToolUse call{{}, {}, "{}"};
    QByteArray type;
    bool hasFunction = false;
    const Status status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("id"))
            return readString(member, call.id);
        if (key == QByteArrayView("type"))
            return readString(member, type);
        if (key != QByteArrayView("function"))
            return json::ok();
        hasFunction = true;
        return readFunction(member, call);
    });
    if (!status)
        return status;
    if (!type.isEmpty() && type != "function") {
        const QByteArray path = value.path() + ".type";
        return base::Unexpected{
            json::Error{path, path + ": tool calls of type " + quoted(type) + " are not supported."}};
    }
    if (call.id.isEmpty())
        return missing(value, "id");
    if (!hasFunction)
        return missing(value, "function");
    calls.push_back({std::move(call), value.path()});
    return json::ok();
}

// The older way to call: one per message, and its answer knows it by name.
Status readFunctionCall(Value &value, std::vector<ClientCall> &calls)
{
    chat::ToolUse call{{}, {}, "{}"};
    if (const Status status = readFunction(value, call); !status)
        return status;
    calls.push_back({std::move(call), value.path()});
    return json::ok();
}

Status readField(QByteArrayView key, Value &value, ClientMessage &message)
{
    if (key == QByteArrayView("role"))
        return readString(value, message.role);
    if (key == QByteArrayView("content"))
        return readContent(value, message.content);
    if (key == QByteArrayView("tool_call_id"))
        return readString(value, message.toolCallId);
    if (value.isNull())
        return json::ok();
    if (key == QByteArrayView("refusal"))
        return readString(value, message.refusal);
    if (key == QByteArrayView("tool_calls"))
        return value.array([&](Value call) { return readCall(call, message.calls); });
    if (key == QByteArrayView("function_call"))
        return readFunctionCall(value, message.calls);
    if (key == QByteArrayView("name") && value.is(Type::String))
        return readString(value, message.name);
    return json::ok();
}

} // namespace

Result<ClientMessage> readMessage(Value value)
{
    ClientMessage message;
    const Status status =
        value.object([&](QByteArrayView key, Value member) { return readField(key, member, message); });
    if (!status)
        return base::Unexpected{status.error()};
    if (message.role.isEmpty())
        return missing(value, "role");
    addText(message.content, std::move(message.refusal));
    return message;
}

} // namespace wire::chat_completions
