#include "wire/schema.h"

#include "wire/fields.h"

namespace wire {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;
using json::Type;
using json::Value;

Status readSchema(Value &value, QByteArray &schema)
{
    if (!value.is(Type::Object))
        return Unexpected{value.error("must be an object: a JSON Schema")};
    Result<QByteArray> raw = value.raw();
    if (!raw)
        return Unexpected{raw.error()};
    schema = std::move(*raw);
    return json::ok();
}

Status readArgumentsSchema(Value &value, QByteArray &schema)
{
    if (value.isNull())
        return json::ok();
    if (const Status status = readSchema(value, schema); !status)
        return status;
    bool hasType = false;
    bool isObject = true;
    json::Reader reader;
    const Status status = reader.object(schema, [&](QByteArrayView key, Value member) -> Status {
        if (key != QByteArrayView("type"))
            return json::ok();
        const Result<QByteArray> type = member.raw();
        hasType = true;
        isObject = type && *type == "\"object\"";
        return json::ok();
    });
    if (!status || !isObject)
        return wrong(value.path(), "must be a JSON Schema of type \"object\".");
    if (!hasType)
        schema.insert(1, schema == "{}" ? R"("type":"object","properties":{})" : R"("type":"object",)");
    return json::ok();
}

} // namespace wire
