#pragma once

#include "app/status.h"
#include "chat/event.h"
#include "journal/entry.h"
#include "settings/tools.h"

#include <QDateTime>
#include <QString>

// What the tray says, in the user's language.
namespace ui {

// What was used in a day.
struct DayTotals
{
    qint64 requests = 0;
    chat::Usage usage;
    double costUsd = 0;
    bool operator==(const DayTotals &) const = default;
};

// One short line about a status.
QString statusLine(const app::Status &status);

// A request on its way: who asks which model, and for how long by `now`, where that is given.
QString requestLine(const journal::Entry &entry, const QDateTime &now = {});

// "Today: 12 requests, $0.84", and behind it the tokens; the latter empty when there were none.
QString requestsLine(const DayTotals &today);
QString tokensLine(const DayTotals &today);

// "5-hour 43 %, resets 14:00".
QString planLine(const app::Plan::Window &window, const QDateTime &now);

// What resting the mouse on the icon shows: a few lines. `questions` wait for the user's word.
QString toolTipText(const app::Status &status, const DayTotals &today, settings::Tools tools, int questions);

// A moment to come, as short as it may be: its time, with the day when it is another one than that of `now`.
QString momentText(const QDateTime &moment, const QDateTime &now);

} // namespace ui
