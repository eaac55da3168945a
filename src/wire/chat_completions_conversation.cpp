#include "wire/chat_completions_calls.h"
#include "wire/fields.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wire::chat_completions {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;

namespace {

constexpr QByteArrayView systemJoint = "\n\n";

QByteArray pathOf(qsizetype index, QByteArrayView field)
{
    return "messages[" + QByteArray::number(index) + "]." + field.toByteArray();
}

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

chat::Block blockOf(chat::ResultPart part)
{
    return std::visit([](auto &value) -> chat::Block { return std::move(value); }, part);
}

bool isBlankText(const chat::ResultPart &part)
{
    const auto *text = std::get_if<chat::Text>(&part);
    return text && isBlank(text->text);
}

// Takes the client's messages in order.
class Conversation
{
public:
    explicit Conversation(chat::Request &request) : m_request(request) { }

    Status add(ClientMessage &message, qsizetype index);
    Status finish();

private:
    Status addSystem(const ClientMessage &message);
    void addUser(ClientMessage &message, qsizetype index);
    Status addAssistant(ClientMessage &message);
    Status addToolResult(ClientMessage &message, qsizetype index);
    void append(chat::Role role, std::vector<chat::Block> blocks);
    void askLateSystem();

    chat::Request &m_request;
    Calls m_calls;
    qsizetype m_emptyUser = -1; // the index of the last message, when that is a user's and empty
    qsizetype m_systemSaid = 0; // how much of the system's text came before the last message
};

Status Conversation::add(ClientMessage &message, qsizetype index)
{
    if (message.role == "system" || message.role == "developer")
        return addSystem(message);
    m_emptyUser = -1;
    if (message.role == "assistant")
        return addAssistant(message);
    if (message.role == "tool" || message.role == "function")
        return addToolResult(message, index);
    if (message.role != "user")
        return wrong(pathOf(index, "role"), "must be system, developer, user, assistant, tool or function.");
    addUser(message, index);
    return json::ok();
}

Status onlyText(const ClientMessage &message)
{
    if (message.content.attachment.isEmpty())
        return json::ok();
    return wrong(message.content.attachment,
        "is not supported here: pictures and files go into messages of the user or of tools.");
}

Status Conversation::addSystem(const ClientMessage &message)
{
    for (const chat::ResultPart &part : message.content.parts) {
        const auto *text = std::get_if<chat::Text>(&part);
        if (!text)
            continue;
        if (!m_request.system.isEmpty())
            m_request.system += systemJoint;
        m_request.system += text->text;
    }
    return onlyText(message);
}

// The API refuses texts of white space only, and the CLI drops them.
std::vector<chat::Block> blocksOf(Content &content)
{
    std::vector<chat::Block> blocks;
    for (chat::ResultPart &part : content.parts) {
        if (!isBlankText(part))
            blocks.push_back(blockOf(std::move(part)));
    }
    return blocks;
}

void Conversation::addUser(ClientMessage &message, qsizetype index)
{
    std::vector<chat::Block> blocks = blocksOf(message.content);
    if (blocks.empty())
        m_emptyUser = index;
    append(chat::Role::User, std::move(blocks));
}

Status Conversation::addAssistant(ClientMessage &message)
{
    if (const Status status = onlyText(message); !status)
        return status;
    std::vector<chat::Block> blocks = blocksOf(message.content);
    const bool follows =
        !m_request.messages.empty() && m_request.messages.back().role == chat::Role::Assistant;
    if (!follows && !(blocks.empty() && message.calls.empty())) {
        if (const Status status = m_calls.beginTurn(); !status)
            return status;
    }
    for (ClientCall &call : message.calls) {
        if (const Status status = m_calls.add(call); !status)
            return status;
        blocks.push_back(std::move(call.use));
    }
    append(chat::Role::Assistant, std::move(blocks));
    return json::ok();
}

Status Conversation::addToolResult(ClientMessage &message, qsizetype index)
{
    Result<QByteArray> id = m_calls.answeredBy(message, index);
    if (!id)
        return Unexpected{id.error()};
    append(chat::Role::User, {chat::ToolResult{std::move(*id), std::move(message.content.parts)}});
    return json::ok();
}

void Conversation::append(chat::Role role, std::vector<chat::Block> blocks)
{
    if (blocks.empty())
        return;
    m_systemSaid = m_request.system.size();
    std::vector<chat::Message> &messages = m_request.messages;
    if (messages.empty() || messages.back().role != role)
        messages.push_back({role, {}});
    std::vector<chat::Block> &content = messages.back().content;
    std::move(blocks.begin(), blocks.end(), std::back_inserter(content));
}

// The API demands that order.
std::vector<chat::Block> resultsFirst(std::vector<chat::Block> blocks)
{
    std::vector<chat::Block> sorted;
    sorted.reserve(blocks.size());
    for (const bool results : {true, false}) {
        for (chat::Block &block : blocks) {
            if (std::holds_alternative<chat::ToolResult>(block) == results)
                sorted.push_back(std::move(block));
        }
    }
    return sorted;
}

// Instructions are a question, too, when no user asks one after the assistant.
void Conversation::askLateSystem()
{
    const bool asked = !m_request.messages.empty() && m_request.messages.back().role == chat::Role::User;
    QByteArray question = m_request.system.sliced(m_systemSaid);
    if (asked || isBlank(question))
        return;
    if (m_systemSaid > 0)
        question.remove(0, systemJoint.size());
    m_request.system.truncate(m_systemSaid);
    append(chat::Role::User, {chat::Text{std::move(question)}});
}

Status Conversation::finish()
{
    if (const Status status = m_calls.finish(); !status)
        return status;
    if (m_emptyUser >= 0)
        return wrong(pathOf(m_emptyUser, "content"), "must not be empty: it is the question.");
    askLateSystem();
    if (m_request.messages.empty())
        return wrong("messages", "must hold at least one message of a user.");
    if (m_request.messages.back().role == chat::Role::Assistant)
        return wrong("messages", "must end with a message of the user or a tool, not of the assistant.");
    for (chat::Message &message : m_request.messages)
        message.content = resultsFirst(std::move(message.content));
    return json::ok();
}

} // namespace

Status buildConversation(std::vector<ClientMessage> messages, chat::Request &request)
{
    Conversation conversation(request);
    qsizetype index = 0;
    for (ClientMessage &message : messages) {
        if (const Status status = conversation.add(message, index++); !status)
            return status;
    }
    return conversation.finish();
}

} // namespace wire::chat_completions
