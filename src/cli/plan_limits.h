#pragma once

#include <QByteArray>
#include <QDateTime>

#include <optional>
#include <vector>

namespace cli {

// A limit of a subscription, over a window of time.
struct PlanLimit
{
    QByteArray name; // five_hour, seven_day, seven_day_opus, …
    double used = 0; // per cent
    QDateTime resets; // UTC; invalid when not told
    bool operator==(const PlanLimit &) const = default;
};

struct PlanLimits
{
    bool apply = false; // the account has a plan with limits: no API key, no other provider
    std::vector<PlanLimit> limits; // in the CLI's order; empty also when it could not find out
    bool operator==(const PlanLimits &) const = default;
};

// Reads the answer to get_usage; nothing when it says nothing of limits. The shape is what 2.1.330 says of it, which
// calls it experimental: utilization is a percentage from 0 to 100, resets_at a time as in ISO 8601.
std::optional<PlanLimits> readPlanLimits(const QByteArray &response);

} // namespace cli
