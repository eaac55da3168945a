#include "client_tools.h"

#include <algorithm>
#include <utility>

namespace fake {

namespace {

// A block of an MCP result as one of the API.
std::string apiBlock(const Json &block)
{
    if (block["type"].string() != "image")
        return std::string(block.raw());
    return R"({"type":"image","source":{"type":"base64","data":)" + std::string(block["data"].raw())
        + R"(,"media_type":)" + std::string(block["mimeType"].raw()) + "}}";
}

bool isBlank(const Json &content)
{
    const std::vector<Json> items = content.items();
    return std::all_of(items.begin(), items.end(), [](const Json &item) {
        return item["type"].string() == "text"
            && item["text"].string().find_first_not_of(" \t\n\r") == std::string::npos;
    });
}

std::string joinedText(const Json &content)
{
    std::string text;
    for (const Json &item : content.items())
        text += (text.empty() ? "" : "\n") + item["text"].string();
    return text;
}

// The result as the CLI tells the model, of a tool by its whole name.
std::string resultBlock(const std::string &toolUseId, const std::string &name, const Json &result)
{
    const Json content = result["content"];
    if (result["isError"].boolean()) {
        return R"({"type":"tool_result","content":)" + quote(joinedText(content))
            + R"(,"is_error":true,"tool_use_id":)" + quote(toolUseId) + "}";
    }
    std::string blocks;
    if (isBlank(content)) {
        blocks = quote("(" + name + " completed with no output)");
    } else {
        for (const Json &block : content.items())
            blocks += (blocks.empty() ? "[" : ",") + apiBlock(block);
        blocks += "]";
    }
    return R"({"tool_use_id":)" + quote(toolUseId) + R"(,"type":"tool_result","content":)" + blocks + "}";
}

} // namespace

ClientTools::ClientTools(Lines &lines, Pipe &pipe) : m_lines(lines), m_pipe(pipe) { }

void ClientTools::offer(const Json &initialize)
{
    for (const Json &server : initialize["sdkMcpServers"].items())
        m_lines.clientServer = server.string();
    const Json manifest = initialize["sdkMcpServerManifests"][m_lines.clientServer];
    for (const Json &tool : manifest["toolsListResult"]["tools"].items())
        m_names.push_back(tool["name"].string());
    for (const auto &[name, target] : initialize["toolAliases"].members())
        m_aliases.emplace_back(name, target.string());
}

std::vector<std::string> ClientTools::listed() const
{
    std::vector<std::string> names;
    for (const std::string &name : m_names)
        names.push_back(prefix() + name);
    return names;
}

std::string ClientTools::prefix() const
{
    return "mcp__" + m_lines.clientServer + "__";
}

std::string ClientTools::served(std::string_view name) const
{
    std::string_view target = name;
    for (const auto &[alias, full] : m_aliases) {
        if (alias == name)
            target = full;
    }
    const std::string before = prefix();
    return target.starts_with(before) ? std::string(target.substr(before.size())) : std::string();
}

bool ClientTools::knows(std::string_view name) const
{
    return std::find(m_names.begin(), m_names.end(), served(name)) != m_names.end();
}

void ClientTools::ask(const ToolCall &call)
{
    const int number = ++m_requests;
    const std::string requestId = "call-" + std::to_string(number);
    const std::string name = served(call.name);
    m_waiting.push_back({requestId, call.id, name});
    m_pipe.write(m_lines.toolsCall(requestId, number, call, name));
}

bool ClientTools::answered(std::string_view requestId, const Json &response)
{
    for (Waiting &call : m_waiting) {
        if (call.requestId != requestId || call.isAnswered)
            continue;
        call.isAnswered = true;
        m_results.push_back(
            resultBlock(call.toolUseId, prefix() + call.name, response["mcp_response"]["result"]));
        return true;
    }
    return false;
}

bool ClientTools::waits() const
{
    return std::any_of(
        m_waiting.begin(), m_waiting.end(), [](const Waiting &call) { return !call.isAnswered; });
}

std::vector<std::string> ClientTools::takeResults()
{
    return std::exchange(m_results, {});
}

void ClientTools::forget()
{
    m_waiting.clear();
    m_results.clear();
}

} // namespace fake
