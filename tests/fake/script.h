#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

// The API fails and the CLI reports it.
struct ApiError
{
    std::optional<int> status; // none: not logged in
    std::string error; // authentication_failed, rate_limit, overloaded, …
    std::string text; // what the CLI tells the user
};

struct RateLimit
{
    std::string status; // allowed, allowed_warning, rejected
    std::int64_t resetsAt = 0; // seconds since 1970; 0 leaves it out
};

// A call of one of the client's tools.
struct ToolCall
{
    std::string id; // empty: one is made
    std::string name; // as the client calls it
    std::string input; // JSON, as written in the script
};

// How a fake process answers. README.md beside this file says what each field does.
struct Script
{
    std::optional<std::string> text;
    std::optional<int> deltas;
    double delayMs = 0;
    double firstMs = 0;
    double startMs = 0;

    std::optional<int> dieAfter;
    bool dieBeforeAnswer = false;
    int exitCode = 1;
    int signal = 0;
    std::string lastWords;
    std::optional<int> hangAfter;
    bool hangInitialize = false;
    bool refuseInitialize = false;
    bool ignoreSigterm = false;
    int children = 0; // in the process group
    int escapees = 0; // in sessions of their own

    std::set<int> garbage;
    int garbageLines = 0;
    int memoryMb = 0;
    int longLine = 0;
    std::optional<int> splitLine;
    bool unknownLines = false;
    int slowBytes = 0;

    std::optional<ApiError> error;
    std::optional<RateLimit> rateLimit;
    std::string thinking;
    std::string signature = "abc";
    std::string redactedThinking;
    std::string stopReason; // empty: tool_use with tools, else end_turn
    bool echoHistory = false;

    std::vector<ToolCall> tools;
    std::string then; // JSON: the script of the answer to the tools' results
    std::optional<std::string> structured; // JSON
    std::string usage; // JSON; the answer to get_usage
    bool structuredFits = true; // no field: false for an attempt of structuredBad
    std::vector<std::string> structuredBad;
    std::string rejectSchema; // why the schema is not taken
    bool dieWhileWaiting = false;
    double lateCallsMs = 0;
    bool deafToResults = false;

    // Takes over the fields that a JSON object names and leaves the others. False when it is no JSON object
    // or names a field that does not exist.
    bool merge(std::string_view json);

    // How it goes on after the results of its tools: as `then` says, at the same pace.
    Script next() const;
};

// The object that follows "fake:" in a text, up to its matching brace; empty when there is none.
std::string_view embeddedScript(std::string_view text);

} // namespace fake
