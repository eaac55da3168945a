#include "cli/messages.h"

#include "base/json.h"
#include "base/overloaded.h"
#include "chat/size.h"
#include "cli/api_id.h"

#include <QCryptographicHash>

#include <algorithm>

namespace cli {

namespace {

using base::json::Writer;

// Writes blocks as the API's own: https://docs.anthropic.com/en/api/messages
class Content
{
public:
    explicit Content(chat::Role role) : m_role(role) { }

    void reserve(const std::vector<chat::Block> &blocks)
    {
        constexpr qsizetype AroundABlock = 256;
        m_bytes.reserve(chat::sizeOf(blocks) + (qsizetype(blocks.size()) + 4) * AroundABlock);
    }

    void write(const std::vector<chat::Block> &blocks)
    {
        m_writer.beginArray();
        for (const auto &block : blocks)
            std::visit([this](const auto &known) { write(known); }, block);
        m_writer.endArray();
    }

    QByteArray takeLine()
    {
        m_bytes += '\n';
        return std::move(m_bytes);
    }
    Writer &writer() { return m_writer; }

private:
    void writeText(QByteArrayView text)
    {
        m_writer.beginObject().field("type", "text").field("text", text).endObject();
    }

    // A message whose last text begins with a slash would be run as a command of the CLI, and never reach the
    // model. Cut in two blocks it is no command, and the model reads the same bytes (measured on 2.1.197 and
    // 2.1.330).
    void write(const chat::Text &block)
    {
        QByteArrayView text = block.text;
        qsizetype cut = 0;
        if (m_role == chat::Role::User && text.startsWith('/')) {
            while (cut < text.size() && (text[cut] == '/' || QByteArrayView(" \t\r\n").contains(text[cut])))
                ++cut;
        }
        if (cut > 0 && cut < text.size()) {
            writeText(text.first(cut));
            text = text.sliced(cut);
        }
        writeText(text);
    }

    void write(const chat::Source &source)
    {
        m_writer.key("source").beginObject();
        std::visit(base::Overloaded{
                       [this](const chat::Base64 &base64) {
                           m_writer.field("type", "base64").field("media_type", base64.mediaType);
                           // Nothing in it needs an escape, and it may be tens of megabytes.
                           m_writer.key("data").raw("\"");
                           m_bytes.append(base64.data).append('"');
                       },
                       [this](const chat::Url &url) { m_writer.field("type", "url").field("url", url.url); },
                   },
            source);
        m_writer.endObject();
    }

    void write(const chat::Image &image)
    {
        m_writer.beginObject().field("type", "image");
        write(image.source);
        m_writer.endObject();
    }

    void write(const chat::Document &document)
    {
        m_writer.beginObject().field("type", "document");
        write(document.source);
        if (!document.title.isEmpty())
            m_writer.field("title", document.title);
        m_writer.endObject();
    }

    void write(const chat::ToolUse &use)
    {
        m_writer.beginObject()
            .field("type", "tool_use")
            .field("id", apiId(use.id))
            .field("name", apiId(use.name));
        m_writer.key("input").raw(use.input).endObject();
    }

    void write(const chat::ToolResult &result)
    {
        m_writer.beginObject().field("type", "tool_result").field("tool_use_id", apiId(result.toolUseId));
        m_writer.key("content").beginArray();
        for (const auto &part : result.content)
            std::visit(base::Overloaded{
                           [this](const chat::Text &text) {
                               if (!text.text.trimmed().isEmpty()) // the API takes no blank ones
                                   writeText(text.text);
                           },
                           [this](const auto &other) { write(other); },
                       },
                part);
        m_writer.endArray().endObject();
    }

    void write(const chat::Thinking &thinking)
    {
        m_writer.beginObject();
        if (thinking.redacted.isEmpty())
            m_writer.field("type", "thinking")
                .field("thinking", thinking.text)
                .field("signature", thinking.signature);
        else
            m_writer.field("type", "redacted_thinking").field("data", thinking.redacted);
        m_writer.endObject();
    }

    chat::Role m_role;
    QByteArray m_bytes;
    Writer m_writer{m_bytes};
};

bool thinks(const chat::Message &message)
{
    return std::ranges::any_of(message.content,
        [](const chat::Block &block) { return std::holds_alternative<chat::Thinking>(block); });
}

// The CLI joins assistant messages of one id to one message, over the tool results between them (measured): so each
// has its own.
QByteArray idOf(const chat::Message &message)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const auto &block : message.content) {
        if (const auto *thinking = std::get_if<chat::Thinking>(&block)) {
            hash.addData(thinking->signature);
            hash.addData(thinking->redacted);
        } else if (const auto *use = std::get_if<chat::ToolUse>(&block)) {
            hash.addData(use->id);
        } else if (const auto *text = std::get_if<chat::Text>(&block)) {
            hash.addData(text->text);
        }
    }
    return "msg_" + hash.result().toHex().first(24);
}

} // namespace

QByteArray userLine(const chat::Message &message, bool query)
{
    Content content(chat::Role::User);
    content.reserve(message.content);
    auto &writer = content.writer();
    writer.beginObject().field("type", "user").key("message").beginObject().field("role", "user");
    writer.key("content");
    content.write(message.content);
    writer.endObject().key("parent_tool_use_id").null().field("session_id", "");
    if (!query)
        writer.key("shouldQuery").boolean(false);
    writer.endObject();
    return content.takeLine();
}

QByteArray assistantLine(const chat::Message &message, const QByteArray &model)
{
    Content content(chat::Role::Assistant);
    content.reserve(message.content);
    auto &writer = content.writer();
    writer.beginObject().field("type", "assistant").key("message").beginObject();
    if (thinks(message))
        writer.field("id", idOf(message)).field("type", "message").field("model", model);
    writer.field("role", "assistant").key("content");
    content.write(message.content);
    writer.endObject().key("parent_tool_use_id").null().field("session_id", "").endObject();
    return content.takeLine();
}

} // namespace cli
