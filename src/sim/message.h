#pragma once

#include "base/json.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sim {

// One message of a Messages request, as far as it matters here.
struct Message
{
    QByteArray role;
    QByteArray text; // of its text blocks, a line each
    QString broken; // what the Anthropic API refuses in a block of it, in its words
    QList<QByteArray> toolUses; // ids
    QList<QByteArray> resultIds;
    QList<QByteArray> resultPlaces; // as messages.2.content.0
    QList<QByteArray> results; // the texts, in the order of the ids
};

// Reads the message that is number `index`.
base::json::Status readMessage(base::json::Value value, qsizetype index, Message &message);

} // namespace sim
