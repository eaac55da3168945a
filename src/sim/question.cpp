#include "sim/question.h"

#include "base/json.h"
#include "sim/message.h"
#include "sim/parameter_rules.h"
#include "sim/rules.h"

namespace sim {

namespace {

using base::Unexpected;
namespace json = base::json;
using json::Status;
using json::Value;

// Without what the CLI marks as its own.
QByteArray ownText(QByteArray text)
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
    text = text.trimmed();
    return text.startsWith("[structured-output-enforce]") ? QByteArray() : text;
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
        const QByteArray text = ownText(message.text);
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

Status readMessages(Value value, QList<Message> &messages)
{
    return value.array([&](Value item) {
        messages.append(Message());
        return readMessage(item, messages.size() - 1, messages.last());
    });
}

} // namespace

base::Expected<Question, QString> readQuestion(QByteArrayView body)
{
    using namespace Qt::StringLiterals;
    Question question;
    QList<Message> messages;
    json::Reader reader;
    const Status status = reader.object(body, [&](QByteArrayView key, Value value) {
        return key == "messages" ? readMessages(value, messages) : readParameter(key, value, question.asked);
    });
    if (!status)
        return Unexpected{QString::fromUtf8(status.error().message)};
    if (question.asked.model.isEmpty())
        return Unexpected{u"model: Field required"_s};
    if (messages.isEmpty())
        return Unexpected{u"messages: at least one message is required"_s};
    if (const QString broken = brokenParameterRule(question.asked); !broken.isEmpty())
        return Unexpected{broken};
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
