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

template<typename Body>
QByteArray responseLine(QByteArrayView requestId, QByteArrayView subtype, const Body &body)
{
    QByteArray line;
    Writer writer(line);
    writer.beginObject().field("type", "control_response").key("response").beginObject();
    writer.field("subtype", subtype).field("request_id", requestId);
    body(writer);
    writer.endObject().endObject();
    return line + '\n';
}

template<typename Body> QByteArray mcpLine(QByteArrayView requestId, QByteArrayView id, const Body &body)
{
    return responseLine(requestId, "success", [&](Writer &writer) {
        writer.key("response").beginObject().key("mcp_response").beginObject();
        writer.field("jsonrpc", "2.0").key("id").raw(id);
        body(writer);
        writer.endObject().endObject();
    });
}

template<typename Body> QByteArray permissionLine(QByteArrayView requestId, const Body &body)
{
    return responseLine(requestId, "success", [&](Writer &writer) {
        writer.key("response").beginObject();
        body(writer);
        writer.endObject();
    });
}

void appendRules(Writer &writer, const std::vector<Rule> &rules, RulesFor where)
{
    writer.key("updatedPermissions").beginArray().beginObject();
    writer.field("type", "addRules").field("behavior", "allow");
    writer.field("destination", where == RulesFor::Folder ? "localSettings" : "session");
    writer.key("rules").beginArray();
    for (const auto &rule : rules) {
        writer.beginObject().field("toolName", rule.tool);
        if (!rule.content.isEmpty())
            writer.field("ruleContent", rule.content);
        writer.endObject();
    }
    writer.endArray().endObject().endArray();
}

// The CLI's validator knows no newer drafts, and drops a schema that names one (measured on 2.1.330).
QByteArray withoutDraft(const QByteArray &schema)
{
    QByteArray plain;
    Writer writer(plain);
    writer.beginObject();
    base::json::Reader reader;
    const auto status = reader.object(schema, [&](QByteArrayView key, base::json::Value value) {
        if (key == "$schema")
            return base::json::ok();
        const auto raw = value.raw();
        if (raw)
            writer.key(key).raw(*raw);
        return base::json::ok();
    });
    writer.endObject();
    return status ? plain : schema;
}

} // namespace

QByteArray initializeLine(QByteArrayView requestId, QByteArrayView systemPrompt, const ToolBridge &bridge,
    const QByteArray &outputSchema)
{
    return controlLine(requestId, "initialize", [&](Writer &writer) {
        if (!systemPrompt.isEmpty())
            writer.key("systemPrompt").beginArray().string(systemPrompt).endArray();
        if (!outputSchema.isEmpty())
            writer.key("jsonSchema").raw(withoutDraft(outputSchema));
        bridge.appendTo(writer);
    });
}

QByteArray settingsLine(QByteArrayView requestId, QByteArrayView model, const ApiParameters &parameters)
{
    return controlLine(requestId, "apply_flag_settings", [&](Writer &writer) {
        writer.key("settings").beginObject();
        if (!model.isEmpty())
            writer.field("model", model);
        writer.key("effortLevel");
        if (parameters.effort.isEmpty())
            writer.null();
        else
            writer.string(parameters.effort);
        writer.key("env").beginObject();
        writer.field("CLAUDE_CODE_EXTRA_BODY", parameters.extraBody);
        writer.field("CLAUDE_CODE_DISABLE_THINKING", parameters.thinkingOff ? "1" : "");
        writer.endObject().endObject();
    });
}

QByteArray usageLine(QByteArrayView requestId)
{
    return controlLine(
        requestId, "get_usage", [](Writer &writer) { writer.key("skip_behaviors").boolean(true); });
}

QByteArray refusalLine(QByteArrayView requestId, QByteArrayView why)
{
    return responseLine(requestId, "error", [&](Writer &writer) { writer.field("error", why); });
}

QByteArray allowLine(const PermissionRequest &request, const std::vector<Rule> &rules, RulesFor where)
{
    return permissionLine(request.requestId, [&](Writer &writer) {
        writer.field("behavior", "allow").key("updatedInput").raw(request.input);
        if (!rules.empty())
            appendRules(writer, rules, where);
    });
}

QByteArray denyLine(QByteArrayView requestId, QByteArrayView why)
{
    return permissionLine(
        requestId, [&](Writer &writer) { writer.field("behavior", "deny").field("message", why); });
}

QByteArray mcpResultLine(QByteArrayView requestId, QByteArrayView id, QByteArrayView result)
{
    return mcpLine(requestId, id, [&](Writer &writer) { writer.key("result").raw(result); });
}

QByteArray mcpErrorLine(QByteArrayView requestId, QByteArrayView id, int code, QByteArrayView message)
{
    return mcpLine(requestId, id, [&](Writer &writer) {
        writer.key("error").beginObject().key("code").integer(code).field("message", message).endObject();
    });
}

} // namespace cli
