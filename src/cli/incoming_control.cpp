#include "cli/incoming_fields.h"

namespace cli::fields {

Status readControlResponse(Value value, ControlResponse &response)
{
    return readObject(value, [&response](QByteArrayView key, Value member) -> Status {
        if (key == "request_id") {
            read(member, response.requestId);
        } else if (key == "subtype") {
            QByteArray subtype;
            read(member, subtype);
            response.success = subtype == "success";
        } else if (key == "error") {
            read(member, response.error);
        } else if (key == "response" && member.is(base::json::Type::Object)) {
            auto raw = member.raw();
            if (!raw)
                return base::Unexpected{raw.error()};
            response.response = std::move(*raw);
        }
        return ok();
    });
}

namespace {

// Only what the relay answers itself; the arguments of a call were streamed.
Status readMcpParams(Value value, McpMessage &message)
{
    return readObject(value, [&message](QByteArrayView key, Value member) -> Status {
        if (key == "name")
            read(member, message.toolName);
        else if (key == "_meta")
            return readObject(member, [&message](QByteArrayView name, Value meta) -> Status {
                if (name == "claudecode/toolUseId")
                    read(meta, message.toolUseId);
                return ok();
            });
        return ok();
    });
}

Status readMcpMessage(Value value, McpMessage &message)
{
    return readObject(value, [&message](QByteArrayView key, Value member) -> Status {
        if (key == "method")
            read(member, message.method);
        else if (key == "id" && !member.isNull())
            return readRaw(member, message.id);
        else if (key == "params")
            return readMcpParams(member, message);
        return ok();
    });
}

Status readPermission(QByteArrayView key, Value member, PermissionRequest &request)
{
    if (key == "tool_name")
        read(member, request.tool);
    else if (key == "input" && member.is(base::json::Type::Object))
        return readRaw(member, request.input);
    else if (key == "description")
        read(member, request.description);
    else if (key == "decision_reason")
        read(member, request.reason);
    else if (key == "blocked_path")
        read(member, request.blockedPath);
    else if (key == "permission_suggestions" && member.is(base::json::Type::Array))
        return readRaw(member, request.suggestions);
    else if (key == "requires_user_interaction")
        read(member, request.needsUser);
    return ok();
}

} // namespace

Status readAsked(Value value, Asked &asked)
{
    return readObject(value, [&asked](QByteArrayView key, Value member) -> Status {
        if (key == "subtype")
            read(member, asked.subtype);
        else if (key == "server_name")
            read(member, asked.mcp.serverName);
        else if (key == "message")
            return readMcpMessage(member, asked.mcp);
        return readPermission(key, member, asked.permission);
    });
}

} // namespace cli::fields
