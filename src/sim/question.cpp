#include "sim/question.h"

#include "base/json.h"
#include "sim/rules.h"

namespace sim {

namespace {

using base::Unexpected;
namespace json = base::json;
using json::Status;
using json::Value;

Status take(Value value, QByteArray &target)
{
    auto text = value.string();
    if (!text)
        return Unexpected{text.error()};
    target = *text;
    return json::ok();
}

void appendLine(const QByteArray &line, QByteArray &text)
{
    if (!text.isEmpty())
        text += '\n';
    text += line;
}

// A text of a message.
Status readText(Value value, Message &message)
{
    QByteArray text;
    const Status status = take(value, text);
    message.hasEmptyText |= text.isEmpty();
    appendLine(text, message.text);
    return status;
}

// The texts of a tool's result, which is a string or a list of blocks.
Status readResult(Value content, QByteArray &result)
{
    if (content.is(json::Type::String))
        return take(content, result);
    return content.array([&](Value block) {
        return block.object([&](QByteArrayView key, Value value) {
            QByteArray line;
            const Status status = key == "text" ? take(value, line) : json::ok();
            if (!line.isEmpty())
                appendLine(line, result);
            return status;
        });
    });
}

Status readBlock(Value block, Message &message)
{
    QByteArray type;
    QByteArray id;
    QByteArray resultId;
    QByteArray result;
    const Status status = block.object([&](QByteArrayView key, Value value) -> Status {
        if (key == "type")
            return take(value, type);
        if (key == "id")
            return take(value, id);
        if (key == "tool_use_id")
            return take(value, resultId);
        if (key == "text")
            return readText(value, message);
        if (key == "content" && (value.is(json::Type::String) || value.is(json::Type::Array)))
            return readResult(value, result);
        return json::ok();
    });
    if (type == "tool_use")
        message.toolUses.append(id);
    if (type == "tool_result") {
        message.resultIds.append(resultId);
        message.results.append(result);
    }
    return status;
}

Status readMessage(Value value, Message &message)
{
    return value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "role")
            return take(field, message.role);
        if (key != "content")
            return json::ok();
        if (field.is(json::Type::String))
            return readText(field, message);
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
    if (key == "model")
        return take(value, question.model);
    if (key == "stream") {
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
    if (const QString broken = brokenRule(messages); !broken.isEmpty())
        return Unexpected{broken};
    question.inputTokens = estimateTokens(body.size());
    summarize(messages, question);
    return question;
}

qint64 estimateTokens(qsizetype bytes)
{
    return qMax(qint64(1), qint64(bytes / 4));
}

} // namespace sim
