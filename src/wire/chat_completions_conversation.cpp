#include "wire/chat_completions_messages.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wire::chat_completions {

namespace json = base::json;
using base::Unexpected;
using json::Status;

namespace {

QByteArray pathOf(qsizetype index, QByteArrayView field)
{
    return "messages[" + QByteArray::number(index) + "]." + field.toByteArray();
}

Unexpected<json::Error> wrong(const QByteArray &path, QByteArrayView sentenceEnd)
{
    return Unexpected{json::Error{path, path + ' ' + sentenceEnd.toByteArray()}};
}

bool isBlank(const QByteArray &text)
{
    return text.trimmed().isEmpty();
}

// Takes the client's messages in order.
class Conversation
{
public:
    explicit Conversation(chat::Request &request) : m_request(request) { }

    Status add(const ClientMessage &message, qsizetype index);
    Status finish();

private:
    void addSystem(const ClientMessage &message);
    void addUser(const ClientMessage &message, qsizetype index);
    void addAssistant(const ClientMessage &message);
    Status addToolResult(const ClientMessage &message, qsizetype index);
    void append(chat::Role role, std::vector<chat::Block> blocks);

    chat::Request &m_request;
    qsizetype m_emptyUser = -1; // the index of the last message, when that is a user's and empty
};

Status Conversation::add(const ClientMessage &message, qsizetype index)
{
    if (message.role == "system" || message.role == "developer") {
        addSystem(message);
        return json::ok();
    }
    m_emptyUser = -1;
    if (message.role == "user")
        addUser(message, index);
    else if (message.role == "assistant")
        addAssistant(message);
    else if (message.role == "tool" || message.role == "function")
        return addToolResult(message, index);
    else
        return wrong(pathOf(index, "role"), "must be system, developer, user, assistant, tool or function.");
    return json::ok();
}

void Conversation::addSystem(const ClientMessage &message)
{
    for (const chat::Text &text : message.content) {
        if (!m_request.system.isEmpty())
            m_request.system += "\n\n";
        m_request.system += text.text;
    }
}

void Conversation::addUser(const ClientMessage &message, qsizetype index)
{
    // The API refuses texts of white space only, and the CLI drops them.
    std::vector<chat::Block> blocks;
    std::ranges::copy_if(message.content, std::back_inserter(blocks),
        [](const chat::Text &text) { return !isBlank(text.text); });
    if (blocks.empty())
        m_emptyUser = index;
    append(chat::Role::User, std::move(blocks));
}

void Conversation::addAssistant(const ClientMessage &message)
{
    std::vector<chat::Block> blocks(message.content.begin(), message.content.end());
    blocks.insert(blocks.end(), message.calls.begin(), message.calls.end());
    append(chat::Role::Assistant, std::move(blocks));
}

Status Conversation::addToolResult(const ClientMessage &message, qsizetype index)
{
    const bool byName = message.role == "function" && message.toolCallId.isEmpty();
    const QByteArray &id = byName ? message.name : message.toolCallId;
    if (id.isEmpty())
        return wrong(pathOf(index, byName ? "name" : "tool_call_id"), "is required.");
    append(chat::Role::User, {chat::ToolResult{id, message.content}});
    return json::ok();
}

void Conversation::append(chat::Role role, std::vector<chat::Block> blocks)
{
    if (blocks.empty())
        return;
    std::vector<chat::Message> &messages = m_request.messages;
    if (messages.empty() || messages.back().role != role)
        messages.push_back({role, {}});
    std::vector<chat::Block> &content = messages.back().content;
    std::move(blocks.begin(), blocks.end(), std::back_inserter(content));
}

Status Conversation::finish()
{
    if (m_emptyUser >= 0)
        return wrong(pathOf(m_emptyUser, "content"), "must not be empty: it is the question.");
    // Instructions alone are a question too.
    if (m_request.messages.empty() && !isBlank(m_request.system))
        append(chat::Role::User, {chat::Text{std::exchange(m_request.system, {})}});
    if (m_request.messages.empty())
        return wrong("messages", "must hold at least one message of a user.");
    if (m_request.messages.back().role == chat::Role::Assistant)
        return wrong("messages", "must end with a message of the user or a tool, not of the assistant.");
    for (chat::Message &message : m_request.messages) {
        // The API demands that results come first.
        std::stable_partition(message.content.begin(), message.content.end(),
            [](const chat::Block &block) { return std::holds_alternative<chat::ToolResult>(block); });
    }
    return json::ok();
}

} // namespace

Status buildConversation(const std::vector<ClientMessage> &messages, chat::Request &request)
{
    Conversation conversation(request);
    qsizetype index = 0;
    for (const ClientMessage &message : messages) {
        if (const Status status = conversation.add(message, index++); !status)
            return status;
    }
    return conversation.finish();
}

} // namespace wire::chat_completions
