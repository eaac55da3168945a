#include "ui/tray/usage_today.h"

namespace ui {

namespace {

constexpr std::size_t MostKnown = 4000; // more than the journal tells again

void add(DayTotals &totals, qint64 requests, const chat::Usage &usage, double costUsd)
{
    totals.requests += requests;
    totals.usage += usage;
    totals.costUsd += costUsd;
}

} // namespace

UsageToday::UsageToday(Clock clock, QObject *parent)
    : QObject(parent), m_clock(std::move(clock)), m_day(m_clock().date())
{
    m_midnight.setSingleShot(true);
    m_midnight.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_midnight, &QTimer::timeout, this, &UsageToday::checkDay);
    waitForMidnight();
}

void UsageToday::waitForMidnight()
{
    const auto now = m_clock();
    const auto midnight = now.date().addDays(1).startOfDay();
    m_midnight.start(std::chrono::milliseconds(std::max<qint64>(now.msecsTo(midnight), 0) + 500));
}

void UsageToday::checkDay()
{
    const auto day = m_clock().date();
    if (day != m_day) {
        m_day = day;
        m_stored = m_ended = m_totals = {};
        Q_EMIT changed(m_totals);
    }
    waitForMidnight();
}

void UsageToday::setStored(const QList<journal::DayUsage> &days)
{
    checkDay();
    m_stored = {};
    for (const auto &day : days) {
        if (day.day == m_day)
            add(m_stored, day.requests, day.usage, day.costUsd);
    }
    m_totals = m_stored;
    add(m_totals, m_ended.requests, m_ended.usage, m_ended.costUsd);
    Q_EMIT changed(m_totals);
}

void UsageToday::clear()
{
    m_ended = {};
    setStored({});
}

void UsageToday::note(const QList<journal::Entry> &entries)
{
    const auto before = m_ended;
    for (const auto &entry : entries) {
        if (entry.phase != journal::Entry::Phase::Ended || !remember(entry.record.number))
            continue;
        const auto day = entry.record.received.toLocalTime().date();
        if (day > m_day)
            checkDay();
        if (day != m_day)
            continue;
        add(m_ended, 1, entry.record.usage, entry.record.costUsd);
        add(m_totals, 1, entry.record.usage, entry.record.costUsd);
    }
    if (m_ended != before)
        Q_EMIT changed(m_totals);
}

// False when it was known already.
bool UsageToday::remember(qint64 number)
{
    if (m_known.contains(number))
        return false;
    m_known.insert(number);
    m_knownInOrder.push_back(number);
    if (m_knownInOrder.size() > MostKnown) {
        m_known.remove(m_knownInOrder.front());
        m_knownInOrder.pop_front();
    }
    return true;
}

} // namespace ui
