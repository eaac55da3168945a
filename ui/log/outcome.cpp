#include "ui/log/outcome.h"

#include "ui/log/formats.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString translated(const char *text, int n = -1)
{
    return QCoreApplication::translate("ui::Outcome", text, nullptr, n);
}

} // namespace

QString statusText(const journal::Entry &entry)
{
    using Phase = journal::Entry::Phase;
    switch (entry.phase) {
    case Phase::Queued:
        return translated("Waiting");
    case Phase::Preparing:
        return translated("Preparing");
    case Phase::Answering:
        return translated("Answering");
    case Phase::Ended:
        break;
    }
    if (entry.record.status == journal::ClientLeft)
        return translated("Client left");
    if (entry.record.status == 0)
        return translated("Failed");
    const QString status = QString::number(entry.record.status);
    return entry.record.error && entry.record.status < 400 ? translated("%1, broken off").arg(status)
                                                           : status;
}

QString stopReasonText(chat::StopReason reason)
{
    switch (reason) {
    case chat::StopReason::EndTurn:
        return translated("Complete");
    case chat::StopReason::MaxTokens:
        return translated("Cut off at the token limit");
    case chat::StopReason::StopSequence:
        return translated("Ended by a stop text");
    case chat::StopReason::ToolUse:
        return translated("Calls tools");
    case chat::StopReason::Refusal:
        return translated("Refused");
    }
    return {};
}

QString noteText(const journal::Entry &entry)
{
    const auto &record = entry.record;
    if (record.error)
        return oneLine(record.error->message);
    QStringList notes;
    if (record.stopReason && *record.stopReason != chat::StopReason::EndTurn)
        notes += stopReasonText(*record.stopReason);
    if (record.choices > 1)
        notes += translated("%n choice(s)", record.choices);
    if (!record.ignored.isEmpty())
        notes += translated("Ignored: %1").arg(oneLine(record.ignored.join(", ")));
    return notes.join(u" · "_s);
}

} // namespace ui
