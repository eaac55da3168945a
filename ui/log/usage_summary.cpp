#include "ui/log/usage_summary.h"

#include <algorithm>
#include <map>

namespace ui {

UsageTotal &UsageTotal::operator+=(const journal::DayUsage &day)
{
    requests += day.requests;
    failed += day.failed;
    usage += day.usage;
    costUsd += day.costUsd;
    return *this;
}

qint64 UsageTotal::tokens() const
{
    return usage.prompt() + usage.output;
}

UsageSummary UsageSummary::of(const QList<journal::DayUsage> &days, QDate first, QDate last)
{
    UsageSummary summary{.first = first, .last = last, .total = {}, .models = {}};
    std::map<QByteArray, ModelUsage> models;
    for (const auto &day : days) {
        if (day.day < first || day.day > last)
            continue;
        auto &model = models[day.model];
        model.days.resize(size_t(summary.dayCount()));
        model.model = day.model;
        model.total += day;
        model.days[size_t(first.daysTo(day.day))] += day;
        summary.total += day;
    }
    for (auto &[name, model] : models)
        summary.models.push_back(std::move(model));
    std::ranges::stable_sort(
        summary.models, std::greater(), [](const ModelUsage &model) { return model.total.tokens(); });
    return summary;
}

} // namespace ui
