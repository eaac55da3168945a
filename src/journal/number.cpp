#include "journal/record.h"

#include <QRandomGenerator>

#include <algorithm>
#include <atomic>

namespace journal {

namespace {

constexpr int CounterBits = 22;

} // namespace

// Two processes that begin at the same millisecond differ in where their counters start.
qint64 nextNumber()
{
    static const qint64 offset = QRandomGenerator::global()->bounded(1 << (CounterBits - 1));
    static std::atomic<qint64> last = 0;
    qint64 before = last.load();
    qint64 next = 0;
    do {
        next = std::max(before + 1, (QDateTime::currentMSecsSinceEpoch() << CounterBits) + offset);
    } while (!last.compare_exchange_weak(before, next));
    return next;
}

} // namespace journal
