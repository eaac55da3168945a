#pragma once

#include "base/json.h"
#include "chat/request.h"
#include "cli/incoming.h"
#include "settings/settings.h"

#include <QByteArray>

#include <map>
#include <vector>

namespace cli {

// Makes the CLI offer the client's tools to the model and wait for their results: the relay stands in for an MCP
// server whose tools they are. (That the model sees the definitions word for word is the API parameters' part.)
class ToolBridge
{
public:
    // What the CLI puts before the names of the server's tools, where the model sees them by this server.
    static constexpr QByteArrayView ToolPrefix = "mcp__claude_relay__";

    ToolBridge() = default; // no tools
    ToolBridge(std::vector<chat::Tool> tools, settings::ClientTools manner);

    bool isEmpty() const { return m_tools.empty(); }
    const std::vector<chat::Tool> &tools() const { return m_tools; }

    // The prefix, when the model sees it.
    QByteArray visiblePrefix() const;

    // Adds to the fields of `initialize`.
    void appendTo(base::json::Writer &initialize) const;

    // What the CLI says to the server. Gives the line to answer at once, or nothing: a call waits for its result.
    QByteArray receive(const McpMessage &message);

    // Whether the result reaches the model unchanged this way; else the history has to be replayed. Measured: the CLI
    // puts words of its own in place of blank text, and a preview in place of more than 50 KB.
    static bool carries(const chat::ToolResult &result);

    // Gives the results of the waiting calls, one for each; those whose call the CLI has not yet made are kept for it.
    // What comes back are lines to write, maybe none.
    QByteArray answer(const std::vector<chat::ToolResult> &results);

private:
    QByteArray toolList() const;

    std::vector<chat::Tool> m_tools;
    settings::ClientTools m_manner = settings::ClientTools::Only;
    std::map<QByteArray, McpMessage> m_calls; // waiting, by the id of their tool use
    std::map<QByteArray, QByteArray> m_results; // of calls that are yet to come
};

} // namespace cli
