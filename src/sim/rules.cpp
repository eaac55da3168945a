#include "sim/rules.h"

#include <QSet>

namespace sim {

namespace {

using namespace Qt::StringLiterals;

// Messages of one role in a row, put together.
struct Turn
{
    qsizetype index = 0; // of its first message
    QByteArray role;
    QList<QByteArray> toolUses;
    QList<QByteArray> resultIds;
    QList<QByteArray> resultPlaces;
};

QList<Turn> turnsOf(const QList<Message> &messages)
{
    QList<Turn> turns;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Message &message = messages.at(i);
        if (message.role == "system")
            continue;
        if (turns.isEmpty() || turns.last().role != message.role)
            turns.append({i, message.role, {}, {}, {}});
        turns.last().toolUses += message.toolUses;
        turns.last().resultIds += message.resultIds;
        turns.last().resultPlaces += message.resultPlaces;
    }
    return turns;
}

// The ids that the other list lacks, with commas.
QString missing(const QList<QByteArray> &ids, const QList<QByteArray> &others)
{
    QStringList list;
    for (const QByteArray &id : ids) {
        if (!others.contains(id))
            list.append(QString::fromUtf8(id));
    }
    return list.join(", "_L1);
}

QString brokenResult(const Turn &before, const Turn &turn)
{
    for (qsizetype i = 0; i < turn.resultIds.size(); ++i) {
        const QByteArray &id = turn.resultIds.at(i);
        const QString place = QString::fromUtf8(turn.resultPlaces.at(i));
        if (!before.toolUses.contains(id)) {
            return u"%1: unexpected `tool_use_id` found in `tool_result` blocks: %2. Each `tool_result` "
                   "block must have a corresponding `tool_use` block in the previous message."_s.arg(
                       place, QString::fromUtf8(id));
        }
        if (turn.resultIds.indexOf(id) != i) {
            return u"%1: each tool_use must have a single result. Found multiple `tool_result` blocks with "
                   "id: %2"_s.arg(place, QString::fromUtf8(id));
        }
    }
    return {};
}

QString brokenPair(const Turn &before, const Turn &turn)
{
    if (const QString ids = missing(before.toolUses, turn.resultIds); !ids.isEmpty()) {
        return u"messages.%1: `tool_use` ids were found without `tool_result` blocks immediately after: %2. "
               "Each `tool_use` block must have a corresponding `tool_result` block in the next message."_s
                   .arg(before.index)
                   .arg(ids);
    }
    return brokenResult(before, turn);
}

// The ids of all calls of a conversation must differ.
QString doubledCall(const QList<Message> &messages)
{
    QSet<QByteArray> known;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        for (const QByteArray &id : messages.at(i).toolUses) {
            if (known.contains(id))
                return u"messages.%1: `tool_use` ids must be unique"_s.arg(i);
            known.insert(id);
        }
    }
    return {};
}

} // namespace

QString brokenRule(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.role != "user" && message.role != "assistant" && message.role != "system")
            return u"messages: unexpected role \"%1\""_s.arg(QString::fromUtf8(message.role));
        if (!message.broken.isEmpty())
            return message.broken;
    }
    if (const QString doubled = doubledCall(messages); !doubled.isEmpty())
        return doubled;
    QList<Turn> turns = turnsOf(messages);
    turns.prepend(Turn()); // before the first
    turns.append(Turn()); // after the last
    for (qsizetype i = 1; i < turns.size(); ++i) {
        if (const QString broken = brokenPair(turns.at(i - 1), turns.at(i)); !broken.isEmpty())
            return broken;
    }
    return {};
}

} // namespace sim
