#include "openai_reply.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Choice readChoice(const QJsonObject &object)
{
    const QJsonObject message = object["message"_L1].toObject();
    Choice choice{object["finish_reason"_L1].toString(),
        message["content"_L1].toString() + object["text"_L1].toString(),
        message["reasoning_content"_L1].toString(), message["refusal"_L1].toString(), {}};
    for (const QJsonValue call : message["tool_calls"_L1].toArray()) {
        const QJsonValue function = call["function"_L1];
        choice.calls.append(QJsonArray{call["id"_L1], function["name"_L1], function["arguments"_L1]});
    }
    if (const QJsonValue call = message["function_call"_L1]; call.isObject())
        choice.calls.append(QJsonArray{u""_s, call["name"_L1], call["arguments"_L1]});
    return choice;
}

// Adds a fragment of a call; gives what is wrong with it.
QString addCall(const QJsonObject &fragment, Choice &choice)
{
    const int index = fragment["index"_L1].toInt(-1);
    const QJsonObject function = fragment["function"_L1].toObject();
    if (fragment["id"_L1].isString()) {
        if (index != choice.calls.size())
            return u"calls are not counted up"_s;
        choice.calls.append(QJsonArray{fragment["id"_L1], function["name"_L1], u""_s});
    } else if (index != choice.calls.size() - 1 || function.contains("name"_L1)) {
        return u"a fragment does not belong to the last call"_s;
    }
    QJsonArray call = choice.calls.last().toArray();
    call[2] = call[2].toString() + function["arguments"_L1].toString();
    choice.calls.replace(index, call);
    return {};
}

// The same in the older way, which has one call and no index.
QString addFunctionCall(const QJsonObject &function, Choice &choice)
{
    QJsonObject fragment{{"index"_L1, 0}, {"function"_L1, function}};
    if (function.contains("name"_L1))
        fragment["id"_L1] = u""_s;
    return addCall(fragment, choice);
}

// Adds a chunk's delta to the choice; gives what is wrong with it.
QString addDelta(const QJsonObject &delta, Choice &choice)
{
    choice.content += delta["content"_L1].toString();
    choice.reasoning += delta["reasoning_content"_L1].toString();
    choice.refusal += delta["refusal"_L1].toString();
    for (const QJsonValue fragment : delta["tool_calls"_L1].toArray()) {
        if (const QString wrong = addCall(fragment.toObject(), choice); !wrong.isEmpty())
            return wrong;
    }
    const QJsonValue function = delta["function_call"_L1];
    return function.isObject() ? addFunctionCall(function.toObject(), choice) : QString();
}

} // namespace

Reply readWhole(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    Reply reply{object["id"_L1].toString(), object["model"_L1].toString(), {}, object["usage"_L1].toObject()};
    for (const QJsonValue choice : object["choices"_L1].toArray()) {
        if (choice["index"_L1].toInt(-1) == static_cast<int>(reply.choices.size()))
            reply.choices.push_back(readChoice(choice.toObject()));
    }
    return reply;
}

StreamReader::StreamReader(bool isChat, bool wantsUsage, int choices)
    : m_isChat(isChat), m_wantsUsage(wantsUsage), m_begun(static_cast<size_t>(choices))
{
    m_reply.choices.resize(static_cast<size_t>(choices));
}

QString StreamReader::read(QByteArray bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype size = bytes.indexOf("\n\n");
        if (size < 0)
            return u"the last event has no end"_s;
        if (const QString wrong = readEvent(bytes.first(size)); !wrong.isEmpty())
            return wrong;
        bytes.remove(0, size + 2);
    }
    return m_done ? QString() : u"no end"_s;
}

QString StreamReader::readEvent(const QByteArray &event)
{
    if (event.startsWith(':'))
        return {};
    if (m_done || !event.startsWith("data: ") || event.contains('\n'))
        return u"not one line of data per event, or something after the end"_s;
    if (event != "data: [DONE]")
        return readChunk(QJsonDocument::fromJson(event.sliced(6)).object());
    m_done = true;
    return haveAllFinished() ? QString() : u"the end comes too early"_s;
}

QString StreamReader::readChunk(const QJsonObject &chunk)
{
    if (chunk["object"_L1] != (m_isChat ? "chat.completion.chunk"_L1 : "text_completion"_L1))
        return u"no chunk"_s;
    if (m_reply.id.isEmpty()) {
        m_reply.id = chunk["id"_L1].toString();
        m_reply.model = chunk["model"_L1].toString();
    } else if (chunk["id"_L1] != m_reply.id || chunk["model"_L1] != m_reply.model) {
        return u"the id or model changes"_s;
    }
    const QJsonArray choices = chunk["choices"_L1].toArray();
    if (choices.isEmpty()) {
        if (!haveAllFinished() || !m_wantsUsage || !m_reply.usage.isEmpty())
            return u"no choice"_s;
        m_reply.usage = chunk["usage"_L1].toObject();
        return {};
    }
    if (m_wantsUsage != chunk.contains("usage"_L1) || choices.size() != 1)
        return u"usage in the wrong place, or several choices"_s;
    return readChoiceChunk(choices[0].toObject());
}

QString StreamReader::readChoiceChunk(const QJsonObject &object)
{
    const auto index = static_cast<size_t>(object["index"_L1].toInt(-1));
    if (index >= m_reply.choices.size() || !m_reply.choices[index].finishReason.isEmpty())
        return u"no such choice, or one that has ended"_s;
    Choice &choice = m_reply.choices[index];
    const QJsonObject delta = object["delta"_L1].toObject();
    const bool hasRole = delta["role"_L1] == "assistant"_L1 && delta["content"_L1] == ""_L1;
    if (m_isChat && hasRole == m_begun[index])
        return u"the role is not in the first delta alone"_s;
    m_begun[index] = true;
    choice.content += object["text"_L1].toString();
    choice.finishReason = object["finish_reason"_L1].toString();
    return addDelta(delta, choice);
}

bool StreamReader::haveAllFinished() const
{
    return std::all_of(m_reply.choices.begin(), m_reply.choices.end(),
        [](const Choice &choice) { return !choice.finishReason.isEmpty(); });
}
