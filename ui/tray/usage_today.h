#pragma once

#include "journal/entry.h"
#include "journal/store.h"
#include "ui/tray/texts.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>
#include <functional>

namespace ui {

// Adds up what was used today: what the store told of it when the application started, and what has ended since. Starts
// anew at midnight, local time.
class UsageToday : public QObject
{
    Q_OBJECT

public:
    // Gives the present; for tests.
    using Clock = std::function<QDateTime()>;

    explicit UsageToday(
        Clock clock = [] { return QDateTime::currentDateTime(); }, QObject *parent = nullptr);

    // What the store holds of today, of all programs that write to it. It must not hold requests that note() tells of.
    void setStored(const QList<journal::DayUsage> &days);
    // Takes those that have ended; each counts once.
    void note(const QList<journal::Entry> &entries);
    // Everything was removed from the store.
    void clear();
    // Looks at the clock: a machine that slept over midnight has missed it.
    void checkDay();

    const DayTotals &totals() const { return m_totals; }

Q_SIGNALS:
    void changed(const ui::DayTotals &totals);

private:
    void waitForMidnight();
    bool remember(qint64 number);

    Clock m_clock;
    QDate m_day;
    DayTotals m_stored;
    DayTotals m_ended;
    DayTotals m_totals; // the sum of both
    QSet<qint64> m_known; // the last ended ones, which may be told again
    std::deque<qint64> m_knownInOrder;
    QTimer m_midnight;
};

} // namespace ui
