#pragma once

#include "wire/chat_completions_messages.h"

#include <QHash>
#include <QSet>

namespace wire::chat_completions {

// Pairs the calls of a conversation with their answers, in the order they come.
class Calls
{
public:
    // The assistant speaks anew: all that it called before must be answered.
    base::json::Status beginTurn();
    // Gives a call without id one of its own.
    base::json::Status add(ClientCall &call);
    // The call that message `index` answers.
    base::json::Result<QByteArray> answeredBy(const ClientMessage &message, qsizetype index);
    // Nothing comes any more.
    base::json::Status finish() const;

private:
    struct Call
    {
        QByteArray id;
        QByteArray name;
        QByteArray path;
        bool answered = false;
    };

    QByteArray freeId(const QByteArray &name);
    // The call with that id or name, if it waits for its answer.
    Call *find(const QByteArray &key, bool byName);

    std::vector<Call> m_turn; // of the assistant's last turn
    QHash<QByteArray, size_t> m_places; // in it, by id
    QSet<QByteArray> m_ids; // of all calls so far
    QHash<QByteArray, int> m_numbers; // of the ids given, by name
};

} // namespace wire::chat_completions
