#include "journal/record.h"

#include <QRandomGenerator>

#include <algorithm>
#include <atomic>

namespace journal {

namespace {

// The bits below the time. With more than 20 the numbers would end before those who use the program.
constexpr int CounterBits = 20;

} // namespace

qint64 nextNumber()
{
    // Two processes begin elsewhere, so that what comes to both in one millisecond differs.
    static const qint64 start = QRandomGenerator::system()->bounded(1 << (CounterBits - 1));
    static std::atomic<qint64> latest = 0;

    const qint64 now = (QDateTime::currentMSecsSinceEpoch() << CounterBits) + start;
    qint64 before = latest.load(std::memory_order_relaxed);
    qint64 next = 0;
    do {
        next = std::max(now, before + 1); // also while the clock is set back
    } while (!latest.compare_exchange_weak(before, next, std::memory_order_relaxed));
    return next;
}

QDateTime timeOf(qint64 number)
{
    return QDateTime::fromMSecsSinceEpoch(number >> CounterBits).toUTC();
}

qint64 firstNumberAt(const QDateTime &time)
{
    return time.toMSecsSinceEpoch() << CounterBits;
}

} // namespace journal
