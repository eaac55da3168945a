#include "sim/question.h"

#include "base/json.h"

namespace sim {

namespace {

using base::Unexpected;
namespace json = base::json;
using json::Status;
using json::Value;

// One message of the conversation, as far as it matters here.
struct Message
{
    QByteArray role;
    QByteArray text; // of its text blocks
    QList<QByteArray> results; // the texts of its tool_result blocks
};

Status appendLine(Value value, QByteArray &text)
{
    const auto line = value.string();
    if (!line)
        return Unexpected{line.error()};
    if (!text.isEmpty())
        text += '\n';
    text += *line;
    return json::ok();
}

// The texts of content that is a string or a list of blocks.
Status readTexts(Value content, QByteArray &text)
{
    if (content.is(json::Type::String))
        return appendLine(content, text);
    return content.array([&](Value block) {
        return block.object([&](QByteArrayView key, Value value) {
            return key == "text" ? appendLine(value, text) : json::ok();
        });
    });
}

Status readBlock(Value block, Message &message)
{
    bool isResult = false;
    QByteArray result;
    const Status status = block.object([&](QByteArrayView key, Value value) -> Status {
        if (key == "text")
            return appendLine(value, message.text);
        if (key == "content" && (value.is(json::Type::String) || value.is(json::Type::Array)))
            return readTexts(value, result);
        if (key == "tool_use_id")
            isResult = true;
        return json::ok();
    });
    if (isResult)
        message.results.append(result);
    return status;
}

Status readMessage(Value value, Message &message)
{
    return value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "role") {
            const auto role = field.string();
            if (!role)
                return Unexpected{role.error()};
            message.role = *role;
            return json::ok();
        }
        if (key != "content")
            return json::ok();
        if (field.is(json::Type::String))
            return appendLine(field, message.text);
        return field.array([&](Value block) { return readBlock(block, message); });
    });
}

// Without the spans that the CLI marks as its own.
QByteArray withoutReminders(QByteArray text)
{
    constexpr QByteArrayView open = "<system-reminder>";
    constexpr QByteArrayView close = "</system-reminder>";
    qsizetype start = 0;
    while ((start = text.indexOf(open, start)) >= 0) {
        const qsizetype end = text.indexOf(close, start);
        if (end < 0)
            break;
        text.remove(start, end + close.size() - start);
    }
    return text.trimmed();
}

// Finds the message that asks, and the tool results given since.
void summarize(const QList<Message> &messages, Question &question)
{
    bool answered = true; // whether the model spoke since the last results
    for (const Message &message : messages) {
        if (message.role == "assistant")
            answered = true;
        if (message.role != "user")
            continue;
        const QByteArray text = withoutReminders(message.text);
        if (!text.isEmpty()) {
            question.text = text;
            question.rounds = 0;
            question.results.clear();
        } else if (!message.results.isEmpty()) {
            if (answered) {
                ++question.rounds;
                question.results.clear();
            }
            question.results += message.results;
        }
        answered = false;
    }
}

Status readField(QByteArrayView key, Value value, Question &question, QList<Message> &messages)
{
    if (key == "messages") {
        return value.array([&](Value item) {
            messages.append(Message());
            return readMessage(item, messages.last());
        });
    }
    if (key == "model") {
        auto model = value.string();
        if (!model)
            return Unexpected{model.error()};
        question.model = *model;
    } else if (key == "stream") {
        const auto stream = value.boolean();
        if (!stream)
            return Unexpected{stream.error()};
        question.stream = *stream;
    } else if (key == "max_tokens") {
        const auto most = value.integer();
        if (!most)
            return Unexpected{most.error()};
        question.maxTokens = *most;
    }
    return json::ok();
}

} // namespace

base::Expected<Question, QString> readQuestion(QByteArrayView body)
{
    using namespace Qt::StringLiterals;
    Question question;
    QList<Message> messages;
    json::Reader reader;
    const Status status = reader.object(
        body, [&](QByteArrayView key, Value value) { return readField(key, value, question, messages); });
    if (!status)
        return Unexpected{QString::fromUtf8(status.error().message)};
    if (question.model.isEmpty())
        return Unexpected{u"model: Field required"_s};
    if (messages.isEmpty())
        return Unexpected{u"messages: at least one message is required"_s};
    question.inputTokens = estimateTokens(body.size());
    summarize(messages, question);
    return question;
}

qint64 estimateTokens(qsizetype bytes)
{
    return qMax(qint64(1), qint64(bytes / 4));
}

} // namespace sim
