#include "journal/journal.h"

namespace journal {

void Journal::add(const Record &record)
{
    ++m_totals.requests;
    if (record.status == ClientLeft)
        ++m_totals.cancelled;
    else if (record.error)
        ++m_totals.failed;
    m_totals.usage += record.usage;
    m_totals.costUsd += record.costUsd;
    Q_EMIT added(record);
}

} // namespace journal
