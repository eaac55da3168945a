#pragma once

#include "script.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The lines that the CLI writes, without their ends, with their keys in the order that 2.1.330 writes them.
namespace fake {

// What the CLI makes of a model name: "haiku" is "claude-haiku-5-5".
std::string resolvedModel(std::string_view name);

struct Usage
{
    int input = 12;
    int cacheWrite = 5;
    int cacheRead = 7;
    int output = 1;
    int thinking = 0;

    void add(const Usage &other);
};

// As the API's usage object.
std::string usageJson(const Usage &usage);

// How a turn ended.
struct Result
{
    std::string text;
    std::optional<ApiError> error;
    bool interrupted = false;
    std::optional<std::string> structuredOutput; // JSON
    int calls = 1; // of the API
    int turns = 1; // and one for each user message that the CLI made of itself
    bool queried = true; // false: the message only went into the history
    std::string stopReason = "end_turn";
    Usage usage;
};

class Lines
{
public:
    Lines(std::string sessionId, std::string version);

    std::string model = "claude-opus-5-5"; // resolved
    std::string messageId;
    std::vector<std::string> tools = {"Task", "Bash", "Read", "Write"};
    std::string clientServer; // of the client's tools; empty: there is none

    std::string controlSuccess(std::string_view requestId, std::string_view response = {});
    std::string controlError(std::string_view requestId, std::string_view error);
    // What `initialize` answers, shorter than the real one.
    std::string catalogue() const;

    std::string init();
    std::string system(std::string_view subtype, std::string_view fields);
    std::string apiRetry(int attempt, int retries, const ApiError &error);
    std::string rateLimitEvent(const RateLimit &limit);
    // `event` is the Anthropic event's JSON; `parent` the tool call of a subagent.
    std::string streamEvent(std::string_view event, std::string_view parent = {});
    std::string messageStart(const Usage &usage);
    std::string blockStart(int index, std::string_view block);
    std::string blockDelta(int index, std::string_view delta);
    std::string blockStop(int index);
    std::string textDelta(int index, std::string_view text);
    std::string messageDelta(std::string_view stopReason, const Usage &usage);
    std::string assistant(std::string_view block, const Usage &usage);
    // A message that the CLI makes of itself: a tool's result, or (`synthetic`) an instruction.
    std::string user(std::string_view block, bool synthetic = false);
    // Asks for the result of one of the client's tools, which the CLI knows by `name`.
    std::string toolsCall(
        std::string_view requestId, int number, const ToolCall &call, std::string_view name);
    std::string synthetic(const ApiError &error);
    std::string result(const Result &result);

private:
    std::string uuid();
    std::string ids(); // session_id and uuid, ready to follow other fields

    std::string m_sessionId;
    std::string m_version;
    unsigned m_count = 0;
    int m_results = 0;
    int m_calls = 0; // of the API, that succeeded
};

} // namespace fake
