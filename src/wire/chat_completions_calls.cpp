#include "wire/chat_completions_calls.h"

#include "wire/fields.h"

#include <algorithm>

namespace wire::chat_completions {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;

Status Calls::beginTurn()
{
    const Status status = finish();
    m_turn.clear();
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
    const auto matches = [&](const Call &call) { return (byName ? call.name : call.id) == key; };
    const auto call =
        std::find_if(m_turn.begin(), m_turn.end(), [&](const Call &c) { return matches(c) && !c.answered; });
    if (call != m_turn.end()) {
        call->answered = true;
        return call->id;
    }
    if (std::any_of(m_turn.begin(), m_turn.end(), matches) || m_ids.contains(key))
        return wrong(path, "is " + quoted(key) + ", but that call has been answered already.");
    return wrong(path, "is " + quoted(key) + ", but the assistant's message before it made no such call.");
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

QByteArray Calls::freeId(const QByteArray &name) const
{
    QByteArray id = name;
    for (int number = 2; m_ids.contains(id); ++number)
        id = name + '_' + QByteArray::number(number);
    return id;
}

} // namespace wire::chat_completions
