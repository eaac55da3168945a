#pragma once

#include "json.h"
#include "lines.h"
#include "pipe.h"

#include <string>
#include <string_view>
#include <vector>

namespace fake {

// The client's tools as `initialize` lists them, and the calls of them that wait for their results.
class ClientTools
{
public:
    ClientTools(Lines &lines, Pipe &pipe);

    void offer(const Json &initialize);
    bool isOffered() const { return !m_names.empty(); }
    // As the CLI lists them, with the server's name.
    std::vector<std::string> listed() const;
    bool knows(std::string_view name) const;

    // Asks for the result of a call.
    void ask(const ToolCall &call);
    // Takes a control_response in; false when it answers none of the calls.
    bool answered(std::string_view requestId, const Json &response);
    bool waits() const;
    // The results that came since, as tool_result blocks.
    std::vector<std::string> takeResults();
    // Wants no more results.
    void forget();

private:
    struct Waiting
    {
        std::string requestId;
        std::string toolUseId;
        std::string name;
        bool isAnswered = false;
    };

    // What the CLI puts before the names of the server's tools.
    std::string prefix() const;
    // What the model calls a tool, and what the server does.
    std::string served(std::string_view name) const;

    Lines &m_lines;
    Pipe &m_pipe;
    std::vector<std::string> m_names;
    std::vector<std::pair<std::string, std::string>> m_aliases;
    std::vector<Waiting> m_waiting;
    std::vector<std::string> m_results;
    int m_requests = 1; // the first is `initialize`'s, which a manifest spares
};

} // namespace fake
