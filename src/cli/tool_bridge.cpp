#include "cli/tool_bridge.h"

#include "cli/outgoing.h"

#include <utility>

namespace cli {

using base::json::Writer;

namespace {

constexpr QByteArrayView ServerName = "claude_relay";
constexpr qsizetype MostResultBytes = 40 * 1024;
constexpr qint64 LongestWaitMs = 24 * 60 * 60 * 1000; // the relay itself ends what waits too long
constexpr int NoSuchMethod = -32601; // JSON-RPC

void appendServerInfo(Writer &writer)
{
    writer.beginObject().field("protocolVersion", "2025-11-25");
    writer.key("capabilities").beginObject().key("tools").beginObject().endObject().endObject();
    writer.key("serverInfo")
        .beginObject()
        .field("name", ServerName)
        .field("version", RELAY_VERSION)
        .endObject();
    writer.endObject();
}

QByteArray resultObject(const chat::ToolResult &result)
{
    QByteArray object;
    Writer writer(object);
    writer.beginObject().key("content").beginArray();
    for (const auto &part : result.content) {
        if (const auto *text = std::get_if<chat::Text>(&part))
            writer.beginObject().field("type", "text").field("text", text->text).endObject();
    }
    writer.endArray().endObject();
    return object;
}

} // namespace

ToolBridge::ToolBridge(std::vector<chat::Tool> tools, settings::ClientTools manner)
    : m_tools(std::move(tools)), m_manner(manner)
{ }

QByteArray ToolBridge::visiblePrefix() const
{
    return m_manner == settings::ClientTools::Beside ? ToolPrefix.toByteArray() : QByteArray();
}

// Without "read only" the CLI would make parallel calls one after the other; without "always load" it would keep the
// tools from the model until that searches for them (measured on 2.1.330).
QByteArray ToolBridge::toolList() const
{
    const bool whole = m_manner == settings::ClientTools::Beside;
    QByteArray list;
    Writer writer(list);
    writer.beginObject().key("tools").beginArray();
    for (const auto &tool : m_tools) {
        writer.beginObject()
            .field("name", tool.name)
            .field("description", whole ? tool.description : QByteArray());
        writer.key("inputSchema").raw(whole ? tool.schema : QByteArray(R"({"type":"object"})"));
        writer.key("annotations").beginObject().key("readOnlyHint").boolean(true).endObject();
        writer.key("_meta").beginObject().key("anthropic/alwaysLoad").boolean(true).endObject().endObject();
    }
    writer.endArray().endObject();
    return list;
}

void ToolBridge::appendTo(Writer &initialize) const
{
    if (isEmpty())
        return;
    initialize.key("sdkMcpServers").beginArray().string(ServerName).endArray();
    initialize.key("sdkMcpServerManifests").beginObject().key(ServerName).beginObject();
    initialize.key("initializeResult");
    appendServerInfo(initialize);
    initialize.key("toolsListResult").raw(toolList()).endObject().endObject();
    initialize.key("sdkMcpServerConfigs").beginObject().key(ServerName).beginObject();
    initialize.key("timeout").integer(LongestWaitMs).endObject().endObject();
    if (m_manner == settings::ClientTools::Beside)
        return;
    initialize.key("toolAliases").beginObject();
    for (const auto &tool : m_tools)
        initialize.field(tool.name, ToolPrefix.toByteArray() + tool.name);
    initialize.endObject();
}

// A CLI that does not know manifests asks for what they hold.
QByteArray ToolBridge::receive(const McpMessage &message)
{
    if (message.method == "tools/call") {
        if (const auto ready = m_results.find(message.toolUseId); ready != m_results.end()) {
            const auto line = mcpResultLine(message.requestId, message.id, ready->second);
            m_results.erase(ready);
            return line;
        }
        m_calls[message.toolUseId] = message;
        return {};
    }
    if (message.id.isEmpty()) // a notification
        return mcpResultLine(message.requestId, "0", "{}");
    if (message.method == "tools/list")
        return mcpResultLine(message.requestId, message.id, toolList());
    if (message.method == "ping")
        return mcpResultLine(message.requestId, message.id, "{}");
    if (message.method == "initialize") {
        QByteArray info;
        Writer writer(info);
        appendServerInfo(writer);
        return mcpResultLine(message.requestId, message.id, info);
    }
    return mcpErrorLine(
        message.requestId, message.id, NoSuchMethod, "claude-relay does not offer " + message.method);
}

bool ToolBridge::carries(const chat::ToolResult &result)
{
    qsizetype size = 0;
    for (const auto &part : result.content) {
        const auto *text = std::get_if<chat::Text>(&part);
        if (!text || text->text.trimmed().isEmpty())
            return false;
        size += text->text.size();
    }
    return size > 0 && size <= MostResultBytes;
}

QByteArray ToolBridge::answer(const std::vector<chat::ToolResult> &results)
{
    QByteArray lines;
    for (const auto &result : results) {
        const auto call = m_calls.find(result.toolUseId);
        if (call == m_calls.end()) {
            m_results[result.toolUseId] = resultObject(result);
            continue;
        }
        lines += mcpResultLine(call->second.requestId, call->second.id, resultObject(result));
        m_calls.erase(call);
    }
    return lines;
}

} // namespace cli
