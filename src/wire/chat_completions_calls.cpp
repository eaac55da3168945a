#include "wire/chat_completions_calls.h"

#include "wire/fields.h"

#include <algorithm>

namespace wire::chat_completions {

namespace json = base::json;
using json::Result;
using json::Status;

Status Calls::beginTurn()
{
    const Status status = finish();
    m_turn.clear();
    m_places.clear();
    return status;
}

Status Calls::add(ClientCall &call)
{
    if (call.use.id.isEmpty())
        call.use.id = freeId(call.use.name);
    else if (m_ids.contains(call.use.id))
        return wrong(call.path + ".id",
            "is " + quoted(call.use.id) + ", as that of an earlier call: ids must differ.");
    m_ids.insert(call.use.id);
    m_places.insert(call.use.id, m_turn.size());
    m_turn.push_back({call.use.id, call.use.name, call.path});
    return json::ok();
}

Result<QByteArray> Calls::answeredBy(const ClientMessage &message, qsizetype index)
{
    const bool byName = message.role == "function" && message.toolCallId.isEmpty();
    const QByteArray &key = byName ? message.name : message.toolCallId;
    const QByteArray path = "messages[" + QByteArray::number(index)
        + (byName ? QByteArray("].name") : QByteArray("].tool_call_id"));
    if (key.isEmpty())
        return wrong(path, "is required.");
    if (Call *call = find(key, byName)) {
        call->answered = true;
        return call->id;
    }
    const bool isKnown = m_ids.contains(key) || (byName && m_numbers.contains(key));
    return wrong(path,
        "is " + quoted(key)
            + (isKnown ? ", but that call has been answered already."
                       : ", but the assistant's message before it made no such call."));
}

Calls::Call *Calls::find(const QByteArray &key, bool byName)
{
    auto call = m_turn.end();
    if (byName) {
        call = std::find_if(
            m_turn.begin(), m_turn.end(), [&key](const Call &c) { return c.name == key && !c.answered; });
    } else if (const auto place = m_places.constFind(key); place != m_places.constEnd()) {
        call = m_turn.begin() + static_cast<qsizetype>(*place);
    }
    return call == m_turn.end() || call->answered ? nullptr : &*call;
}

Status Calls::finish() const
{
    const auto open =
        std::find_if(m_turn.begin(), m_turn.end(), [](const Call &call) { return !call.answered; });
    if (open == m_turn.end())
        return json::ok();
    return wrong(open->path,
        "is the call " + quoted(open->id) + ", which no message answers: one of role tool must follow.");
}

// Of the characters that the API takes in ids.
QByteArray Calls::freeId(const QByteArray &name)
{
    QByteArray begin = name.left(64);
    for (char &c : begin)
        c = isNameCharacter(c) ? c : '_';
    int &number = m_numbers[name];
    QByteArray id;
    do {
        ++number;
        id = number == 1 ? begin : begin + '_' + QByteArray::number(number);
    } while (m_ids.contains(id));
    return id;
}

} // namespace wire::chat_completions
