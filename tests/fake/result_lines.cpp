#include "json.h"
#include "lines.h"

#include <array>
#include <cstdio>

namespace fake {

namespace {

std::string resultUsageJson(const Usage &usage)
{
    std::string json = usageJson(usage);
    json.pop_back();
    return json + R"(,"output_tokens_details":{"thinking_tokens":)" + std::to_string(usage.thinking)
        + R"(},"server_tool_use":{"web_search_requests":0,"web_fetch_requests":0},"service_tier":"standard",)"
          R"("cache_creation":{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":0},"inference_geo":"",)"
          R"("iterations":[],"speed":"standard","fallback_credit":null})";
}

// What so many calls of the API cost.
std::string cost(int calls)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4f", calls * 0.0012);
    return calls == 0 ? "0" : text.data();
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
    m_calls += failed ? 0 : result.calls;
    line += R"("session_id":")" + m_sessionId + R"(","total_cost_usd":)" + cost(m_calls) + R"(,"usage":)"
        + resultUsageJson(usage) + R"(,"modelUsage":{},"permission_denials":[],)";
    if (result.queried) {
        line += R"("terminal_reason":")";
        line += result.error ? "api_error" : result.interrupted ? "aborted_streaming" : "completed";
        line += R"(","is_error":)" + std::string(failed ? "true" : "false") + R"(,"num_turns":)"
            + std::to_string(result.turns) + ",";
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
    if (result.structuredOutput)
        line += R"("structured_output":)" + *result.structuredOutput + ",";
    return line + R"("type":"result","duration_ms":163,"uuid":")" + uuid()
        + R"(","queued_turn_count":0,"result_index":)" + std::to_string(m_results++)
        + R"(,"model_usage_since_last_result":{}})";
}

} // namespace fake
