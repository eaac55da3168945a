#include "cli/outgoing.h"

#include "base/json.h"
#include "base/overloaded.h"

namespace cli {

namespace {

using base::json::Writer;

void appendText(Writer &writer, QByteArrayView text)
{
    writer.beginObject().field("type", "text").field("text", text).endObject();
}

// A message whose last text begins with a slash would be run as a command of the CLI, and never reach the model.
// Cut in two blocks it is no command, and the model reads the same bytes (measured on 2.1.197 and 2.1.330).
void appendUserText(Writer &writer, QByteArrayView text)
{
    qsizetype cut = 0;
    if (text.startsWith('/')) {
        while (cut < text.size() && (text[cut] == '/' || QByteArrayView(" \t\r\n").contains(text[cut])))
            ++cut;
    }
    if (cut > 0 && cut < text.size()) {
        appendText(writer, text.first(cut));
        text = text.sliced(cut);
    }
    appendText(writer, text);
}

void appendBlock(Writer &writer, const chat::Block &block, chat::Role role)
{
    std::visit(
        base::Overloaded{
            [&](const chat::Text &text) {
                if (role == chat::Role::User)
                    appendUserText(writer, text.text);
                else
                    appendText(writer, text.text);
            },
            [&](const chat::ToolUse &use) {
                writer.beginObject().field("type", "tool_use").field("id", use.id).field("name", use.name);
                writer.key("input").raw(use.input).endObject();
            },
            [&](const chat::ToolResult &result) {
                writer.beginObject().field("type", "tool_result").field("tool_use_id", result.toolUseId);
                writer.key("content").beginArray();
                for (const auto &text : result.content)
                    appendText(writer, text.text);
                writer.endArray().endObject();
            },
        },
        block);
}

QByteArray messageLine(const chat::Message &message, bool query)
{
    const QByteArrayView role = message.role == chat::Role::User ? "user" : "assistant";
    QByteArray line;
    Writer writer(line);
    writer.beginObject().field("type", role).key("message").beginObject().field("role", role);
    writer.key("content").beginArray();
    for (const auto &block : message.content)
        appendBlock(writer, block, message.role);
    writer.endArray().endObject().key("parent_tool_use_id").null().field("session_id", "");
    if (!query)
        writer.key("shouldQuery").boolean(false);
    writer.endObject();
    return line + '\n';
}

template<typename Body>
QByteArray controlLine(QByteArrayView requestId, QByteArrayView subtype, const Body &body)
{
    QByteArray line;
    Writer writer(line);
    writer.beginObject().field("type", "control_request").field("request_id", requestId);
    writer.key("request").beginObject().field("subtype", subtype);
    body(writer);
    writer.endObject().endObject();
    return line + '\n';
}

} // namespace

QByteArray initializeLine(QByteArrayView requestId, QByteArrayView systemPrompt)
{
    return controlLine(requestId, "initialize", [&](Writer &writer) {
        if (!systemPrompt.isEmpty())
            writer.key("systemPrompt").beginArray().string(systemPrompt).endArray();
    });
}

QByteArray modelLine(QByteArrayView requestId, QByteArrayView model)
{
    return controlLine(requestId, "apply_flag_settings",
        [&](Writer &writer) { writer.key("settings").beginObject().field("model", model).endObject(); });
}

QByteArray userLine(const chat::Message &message, bool query)
{
    return messageLine(message, query);
}

QByteArray assistantLine(const chat::Message &message)
{
    return messageLine(message, true);
}

QByteArray refusalLine(QByteArrayView requestId, QByteArrayView why)
{
    QByteArray line;
    Writer writer(line);
    writer.beginObject().field("type", "control_response").key("response").beginObject();
    writer.field("subtype", "error")
        .field("request_id", requestId)
        .field("error", why)
        .endObject()
        .endObject();
    return line + '\n';
}

} // namespace cli
