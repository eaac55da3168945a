#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace sim {

// One message of a Messages request, as far as it matters here.
struct Message
{
    QByteArray role;
    QByteArray text; // of its text blocks, a line each
    bool hasEmptyText = false;
    QList<QByteArray> toolUses; // ids
    QList<QByteArray> resultIds;
    QList<QByteArray> results; // the texts, in the order of the ids
};

// What the Anthropic API refuses in a conversation, in its words; empty when nothing is wrong. Each tool call
// must be answered by the next message, each result belong to a call of the one before, and no text be empty.
// Messages of one role in a row count as one, and those of the role system not at all.
QString brokenRule(const QList<Message> &messages);

} // namespace sim
