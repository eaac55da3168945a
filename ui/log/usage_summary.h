#pragma once

#include "journal/store.h"

#include <QDate>
#include <QList>

namespace ui {

// What was used in a time, or by one model in it.
struct UsageTotal
{
    qint64 requests = 0;
    qint64 failed = 0;
    chat::Usage usage;
    double costUsd = 0;
    bool operator==(const UsageTotal &) const = default;

    UsageTotal &operator+=(const journal::DayUsage &day);
    qint64 tokens() const;
};

struct ModelUsage
{
    QByteArray model; // empty: nobody knows; several when this is the rest
    UsageTotal total;
    std::vector<UsageTotal> days; // from the first day on
};

// The usage from `first` to `last`, by model; those with the most tokens first.
struct UsageSummary
{
    QDate first;
    QDate last;
    UsageTotal total;
    std::vector<ModelUsage> models;

    static UsageSummary of(const QList<journal::DayUsage> &days, QDate first, QDate last);
    qsizetype dayCount() const { return first.daysTo(last) + 1; }
};

} // namespace ui
