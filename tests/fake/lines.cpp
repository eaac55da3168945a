#include "lines.h"

#include "json.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <utility>

namespace fake {

void Usage::add(const Usage &other)
{
    input += other.input;
    cacheWrite += other.cacheWrite;
    cacheRead += other.cacheRead;
    output += other.output;
    thinking += other.thinking;
}

std::string usageJson(const Usage &usage)
{
    return R"({"input_tokens":)" + std::to_string(usage.input) + R"(,"cache_creation_input_tokens":)"
        + std::to_string(usage.cacheWrite) + R"(,"cache_read_input_tokens":)"
        + std::to_string(usage.cacheRead) + R"(,"output_tokens":)" + std::to_string(usage.output) + "}";
}

std::string resolvedModel(std::string_view name)
{
    if (name.empty() || name == "default" || name == "opus")
        return "claude-opus-5-5";
    if (name == "sonnet" || name == "haiku")
        return "claude-" + std::string(name) + "-5-5";
    return std::string(name);
}

Lines::Lines(std::string sessionId, std::string version)
    : m_sessionId(std::move(sessionId)), m_version(std::move(version))
{ }

std::string Lines::uuid()
{
    std::array<char, 40> text{};
    std::snprintf(
        text.data(), text.size(), "%08x-0000-4000-8000-%012x", static_cast<unsigned>(getpid()), ++m_count);
    return text.data();
}

std::string Lines::ids()
{
    return R"("session_id":")" + m_sessionId + R"(","uuid":")" + uuid() + "\"";
}

std::string Lines::controlSuccess(std::string_view requestId, std::string_view response)
{
    std::string line =
        R"({"type":"control_response","response":{"subtype":"success","request_id":)" + quote(requestId);
    if (!response.empty())
        line += R"(,"response":)" + std::string(response);
    return line + "}}";
}

std::string Lines::controlError(std::string_view requestId, std::string_view error)
{
    return R"({"type":"control_response","response":{"subtype":"error","request_id":)" + quote(requestId)
        + R"(,"error":)" + quote(error) + "}}";
}

std::string Lines::catalogue() const
{
    std::string models;
    for (const std::string_view name : {"default", "opus", "sonnet", "haiku"}) {
        models += models.empty() ? "" : ",";
        models += R"({"value":")" + std::string(name) + R"(","resolvedModel":")" + resolvedModel(name)
            + R"(","displayName":")" + std::string(name) + R"(","description":"A fake )" + std::string(name)
            + R"(","supportsEffort":true,"supportedEffortLevels":["low","medium","high","xhigh","max"]})";
    }
    return R"({"commands":[],"agents":[],"output_style":"default","models":[)" + models
        + R"(],"account":{"tokenSource":"none","apiKeySource":"ANTHROPIC_API_KEY","apiProvider":"firstParty"},"pid":)"
        + std::to_string(getpid()) + R"(,"claude_code_version":")" + m_version
        + R"(","current_permission_mode":"default","session_state":"idle"})";
}

std::string Lines::init()
{
    std::string list;
    for (const std::string &tool : tools)
        list += (list.empty() ? "" : ",") + quote(tool);
    return R"({"type":"system","subtype":"init","cwd":"/","session_id":")" + m_sessionId + R"(","tools":[)"
        + list + R"(],"mcp_servers":)"
        + (clientServer.empty()
                ? "[]"
                : R"([{"name":)" + quote(clientServer) + R"(,"status":"connected","source":"sdk"}])")
        + R"(,"model":)" + quote(model)
        + R"(,"permissionMode":"default","slash_commands":[],"apiKeySource":"ANTHROPIC_API_KEY",)"
          R"("claude_code_version":")"
        + m_version + R"(","output_style":"default","agents":[],"skills":[],"plugins":[],"uuid":")" + uuid()
        + "\"}";
}

std::string Lines::toolsCall(
    std::string_view requestId, int number, const ToolCall &call, std::string_view name)
{
    const std::string count = std::to_string(number);
    return R"({"type":"control_request","request_id":)" + quote(requestId)
        + R"(,"request":{"subtype":"mcp_message","server_name":)" + quote(clientServer)
        + R"(,"message":{"method":"tools/call","params":{"name":)" + quote(name) + R"(,"arguments":)"
        + call.input + R"(,"_meta":{"claudecode/toolUseId":)" + quote(call.id) + R"(,"progressToken":)"
        + count + R"(}},"jsonrpc":"2.0","id":)" + count + "}}}";
}

std::string Lines::user(std::string_view block, bool synthetic)
{
    return R"({"type":"user","message":{"role":"user","content":[)" + std::string(block)
        + R"(]},"parent_tool_use_id":null,)" + ids() + R"(,"timestamp":"2026-01-01T00:00:00.000Z")"
        + (synthetic ? R"(,"isSynthetic":true})" : "}");
}

std::string Lines::system(std::string_view subtype, std::string_view fields)
{
    return R"({"type":"system","subtype":")" + std::string(subtype) + "\"," + std::string(fields) + ","
        + ids() + "}";
}

std::string Lines::apiRetry(int attempt, int retries, const ApiError &error)
{
    return system("api_retry",
        R"("attempt":)" + std::to_string(attempt) + R"(,"max_retries":)" + std::to_string(retries)
            + R"(,"retry_delay_ms":20,"error_status":)" + std::to_string(error.status.value_or(0))
            + R"(,"error":)" + quote(error.error));
}

std::string Lines::rateLimitEvent(const RateLimit &limit)
{
    std::string info = R"("status":)" + quote(limit.status);
    if (limit.resetsAt > 0)
        info += R"(,"resetsAt":)" + std::to_string(limit.resetsAt);
    return R"({"type":"rate_limit_event","rate_limit_info":{)" + info
        + R"(,"rateLimitType":"five_hour","overageStatus":"rejected","isUsingOverage":false},"uuid":")"
        + uuid() + R"(","session_id":")" + m_sessionId + "\"}";
}

std::string Lines::streamEvent(std::string_view event, std::string_view parent)
{
    return R"({"type":"stream_event","event":)" + std::string(event) + R"(,"session_id":")" + m_sessionId
        + R"(","parent_tool_use_id":)" + (parent.empty() ? "null" : quote(parent)) + R"(,"uuid":")" + uuid()
        + R"(","api_message_id":")" + messageId + "\"}";
}

std::string Lines::messageStart(const Usage &usage)
{
    return streamEvent(R"({"type":"message_start","message":{"id":")" + messageId
        + R"(","type":"message","role":"assistant","model":)" + quote(model)
        + R"(,"content":[],"stop_reason":null,"stop_sequence":null,"usage":)" + usageJson(usage) + "}}");
}

std::string Lines::blockStart(int index, std::string_view block)
{
    return streamEvent(R"({"type":"content_block_start","index":)" + std::to_string(index)
        + R"(,"content_block":)" + std::string(block) + "}");
}

std::string Lines::blockDelta(int index, std::string_view delta)
{
    return streamEvent(R"({"type":"content_block_delta","index":)" + std::to_string(index) + R"(,"delta":)"
        + std::string(delta) + "}");
}

std::string Lines::blockStop(int index)
{
    return streamEvent(R"({"type":"content_block_stop","index":)" + std::to_string(index) + "}");
}

std::string Lines::textDelta(int index, std::string_view text)
{
    return streamEvent(R"({"type":"content_block_delta","index":)" + std::to_string(index)
        + R"(,"delta":{"type":"text_delta","text":)" + quote(text) + "}}");
}

std::string Lines::messageDelta(std::string_view stopReason, const Usage &usage)
{
    return streamEvent(R"({"type":"message_delta","delta":{"stop_reason":)" + quote(stopReason)
        + R"(,"stop_sequence":null},"usage":{"output_tokens":)" + std::to_string(usage.output)
        + R"(,"output_tokens_details":{"thinking_tokens":)" + std::to_string(usage.thinking) + "}}}");
}

std::string Lines::assistant(std::string_view block, const Usage &usage)
{
    return R"({"type":"assistant","message":{"id":")" + messageId
        + R"(","type":"message","role":"assistant","model":)" + quote(model) + R"(,"content":[)"
        + std::string(block) + R"(],"stop_reason":null,"stop_sequence":null,"usage":)" + usageJson(usage)
        + R"(,"context_management":null},"parent_tool_use_id":null,)" + ids()
        + R"(,"timestamp":"2026-01-01T00:00:00.000Z"})";
}

} // namespace fake
