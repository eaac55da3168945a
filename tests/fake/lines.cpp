#include "lines.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <utility>

namespace fake {

namespace {

std::string usageJson(const Usage &usage)
{
    return R"({"input_tokens":)" + std::to_string(usage.input) + R"(,"cache_creation_input_tokens":)"
        + std::to_string(usage.cacheWrite) + R"(,"cache_read_input_tokens":)"
        + std::to_string(usage.cacheRead) + R"(,"output_tokens":)" + std::to_string(usage.output) + "}";
}

std::string resultUsageJson(const Usage &usage)
{
    std::string json = usageJson(usage);
    json.pop_back();
    return json + R"(,"output_tokens_details":{"thinking_tokens":)" + std::to_string(usage.thinking)
        + R"(},"server_tool_use":{"web_search_requests":0,"web_fetch_requests":0},"service_tier":"standard",)"
          R"("cache_creation":{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":0},"inference_geo":"",)"
          R"("iterations":[],"speed":"standard","fallback_credit":null})";
}

std::string_view apiErrorType(const ApiError &error)
{
    switch (error.status.value_or(0)) {
    case 400:
        return "invalid_request_error";
    case 401:
        return "authentication_error";
    case 403:
        return "permission_error";
    case 404:
        return "not_found_error";
    case 413:
        return "request_too_large";
    case 429:
        return "rate_limit_error";
    case 529:
        return "overloaded_error";
    }
    return "api_error";
}

// api_error_status and, when there was an answer of the API, its type.
std::string apiErrorFields(const ApiError &error)
{
    if (!error.status)
        return R"("api_error_status":null)";
    return R"("api_error_status":)" + std::to_string(*error.status) + R"(,"api_error_type":")"
        + std::string(apiErrorType(error)) + "\"";
}

} // namespace

std::string quote(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out += escape.data();
        } else {
            out += c;
        }
    }
    return out + '"';
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
    return R"({"type":"system","subtype":"init","cwd":"/","session_id":")" + m_sessionId
        + R"(","tools":["Task","Bash","Read","Write"],"mcp_servers":[],"model":)" + quote(model)
        + R"(,"permissionMode":"default","slash_commands":[],"apiKeySource":"ANTHROPIC_API_KEY",)"
          R"("claude_code_version":")"
        + m_version + R"(","output_style":"default","agents":[],"skills":[],"plugins":[],"uuid":")" + uuid()
        + "\"}";
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

std::string Lines::synthetic(const ApiError &error)
{
    std::string line = R"({"type":"assistant","message":{"diagnostics":null,"id":")" + uuid()
        + R"(","container":null,"model":"<synthetic>","role":"assistant","stop_details":null,)"
          R"("stop_reason":"stop_sequence","stop_sequence":"","type":"message","usage":)"
        + resultUsageJson({0, 0, 0, 0, 0}) + R"(,"content":[{"type":"text","text":)" + quote(error.text)
        + R"(}],"context_management":null},"parent_tool_use_id":null,)" + ids() + R"(,"error":)"
        + quote(error.error) + R"(,"is_api_error_message":true)";
    return line + (error.status ? "," + apiErrorFields(error) : "") + "}";
}

std::string Lines::result(const Result &result)
{
    const bool failed = result.error || result.interrupted;
    const Usage usage = result.queried && !failed ? result.usage : Usage{0, 0, 0, 0, 0};
    std::string line = "{";
    if (!result.queried)
        line += R"("is_error":false,"duration_api_ms":0,"num_turns":0,"stop_reason":null,)";
    else
        line += R"("duration_api_ms":70,"stop_reason":)"
            + (result.interrupted ? "null" : quote(result.error ? "stop_sequence" : result.stopReason)) + ",";
    line += R"("session_id":")" + m_sessionId + R"(","total_cost_usd":)" + (usage.output > 0 ? "0.0012" : "0")
        + R"(,"usage":)" + resultUsageJson(usage) + R"(,"modelUsage":{},"permission_denials":[],)";
    if (result.queried) {
        line += R"("terminal_reason":")";
        line += result.error ? "api_error" : result.interrupted ? "aborted_streaming" : "completed";
        line += R"(","is_error":)" + std::string(failed ? "true" : "false") + R"(,"num_turns":1,)";
    }
    line += R"("fast_mode_state":"off","subtype":")";
    line += result.interrupted ? "error_during_execution" : "success";
    line += "\",";
    if (result.interrupted)
        line += R"("errors":["interrupted"],)";
    else
        line += (result.queried
                        ? (result.error ? apiErrorFields(*result.error) : R"("api_error_status":null)") + ","
                        : "")
            + R"("result":)" + quote(result.error ? result.error->text : result.text) + ",";
    return line + R"("type":"result","duration_ms":163,"uuid":")" + uuid()
        + R"(","queued_turn_count":0,"result_index":)" + std::to_string(m_results++)
        + R"(,"model_usage_since_last_result":{}})";
}

} // namespace fake
