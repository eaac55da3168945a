#include "cli/outgoing.h"

#include "base/json.h"

namespace cli {

namespace {

using base::json::Writer;

template<typename Body>
QByteArray controlLine(QByteArrayView requestId, QByteArrayView subtype, const Body &body)
{
    QByteArray line;
    Writer writer(line);
    writer.beginObject().field("type", "control_request").field("request_id", requestId);
    writer.key("request").beginObject().field("subtype", subtype);
    body(writer);
    writer.endObject().endObject();
    return line + '\n';
}

} // namespace

QByteArray initializeLine(QByteArrayView requestId, QByteArrayView systemPrompt)
{
    return controlLine(requestId, "initialize", [&](Writer &writer) {
        if (!systemPrompt.isEmpty())
            writer.key("systemPrompt").beginArray().string(systemPrompt).endArray();
    });
}

QByteArray modelLine(QByteArrayView requestId, QByteArrayView model)
{
    return controlLine(requestId, "apply_flag_settings",
        [&](Writer &writer) { writer.key("settings").beginObject().field("model", model).endObject(); });
}

QByteArray refusalLine(QByteArrayView requestId, QByteArrayView why)
{
    QByteArray line;
    Writer writer(line);
    writer.beginObject().field("type", "control_response").key("response").beginObject();
    writer.field("subtype", "error")
        .field("request_id", requestId)
        .field("error", why)
        .endObject()
        .endObject();
    return line + '\n';
}

} // namespace cli
