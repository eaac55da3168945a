#include "wire/chat_completions_format.h"

#include "wire/fields.h"
#include "wire/schema.h"

namespace wire::chat_completions {

namespace json = base::json;
using json::Status;
using json::Type;
using json::Value;

namespace {

struct Format
{
    QByteArray type;
    QByteArray schema;
    bool hasJsonSchema = false;
    bool hasDescription = false;
};

Status readJsonSchema(Value &value, Format &format)
{
    format.hasJsonSchema = true;
    return value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("schema") && !member.isNull())
            return readSchema(member, format.schema);
        if (key == QByteArrayView("description"))
            format.hasDescription = member.is(Type::String);
        return json::ok();
    });
}

} // namespace

Status readFormat(Value &value, std::optional<chat::OutputSchema> &output, QByteArrayList &ignored)
{
    output.reset();
    if (value.isNull())
        return json::ok();
    Format format;
    const Status status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("type"))
            return readString(member, format.type);
        if (key == QByteArrayView("json_schema") && !member.isNull())
            return readJsonSchema(member, format);
        return json::ok();
    });
    if (!status)
        return status;
    if (format.type.isEmpty())
        return missing(value, "type");
    if (format.type == "text")
        return json::ok();
    if (format.type == "json_object") {
        output = chat::OutputSchema{R"({"type":"object","additionalProperties":true})"};
        return json::ok();
    }
    if (format.type != "json_schema")
        return wrong(value.path() + ".type", "must be text, json_object or json_schema.");
    if (!format.hasJsonSchema)
        return missing(value, "json_schema");
    if (format.schema.isEmpty())
        return missing(value, "json_schema.schema");
    output = chat::OutputSchema{std::move(format.schema)};
    if (format.hasDescription)
        ignored.append("response_format.json_schema.description");
    return json::ok();
}

} // namespace wire::chat_completions
