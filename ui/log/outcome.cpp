#include "ui/log/outcome.h"

#include "ui/log/formats.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::Outcome)
};

} // namespace

QString statusText(const journal::Entry &entry)
{
    using Phase = journal::Entry::Phase;
    switch (entry.phase) {
    case Phase::Queued:
        return Texts::tr("Waiting");
    case Phase::Preparing:
        return Texts::tr("Preparing");
    case Phase::Answering:
        return Texts::tr("Answering");
    case Phase::Ended:
        break;
    }
    if (entry.record.status == journal::ClientLeft)
        return Texts::tr("Client left");
    if (entry.record.status == 0)
        return Texts::tr("Failed");
    const QString status = QString::number(entry.record.status);
    return entry.record.error && entry.record.status < 400 ? Texts::tr("%1, broken off").arg(status) : status;
}

QString stopReasonText(chat::StopReason reason)
{
    switch (reason) {
    case chat::StopReason::EndTurn:
        return Texts::tr("Complete");
    case chat::StopReason::MaxTokens:
        return Texts::tr("Cut off at the token limit");
    case chat::StopReason::StopSequence:
        return Texts::tr("Ended by a stop text");
    case chat::StopReason::ToolUse:
        return Texts::tr("Calls tools");
    case chat::StopReason::Refusal:
        return Texts::tr("Refused");
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
        notes += Texts::tr("%n choice(s)", nullptr, record.choices);
    if (!record.ignored.isEmpty())
        notes += Texts::tr("Ignored: %1").arg(oneLine(record.ignored.join(", ")));
    return notes.join(u" · "_s);
}

} // namespace ui
