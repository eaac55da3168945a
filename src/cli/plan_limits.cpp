#include "cli/plan_limits.h"

#include "base/json.h"

#include <algorithm>

namespace cli {

namespace {

using base::json::ok;
using base::json::Status;
using base::json::Type;
using base::json::Value;

template<typename T> Status take(base::json::Result<T> read, T &target)
{
    if (!read)
        return base::Unexpected{read.error()};
    target = std::move(*read);
    return ok();
}

// Adds it where it is in use: a window without utilization does not count for this account.
Status readLimit(Value value, QByteArray name, std::vector<PlanLimit> &limits)
{
    std::optional<double> used;
    QByteArray resets;
    QByteArray model;
    const auto status = value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == "utilization" && member.is(Type::Number))
            return take(member.number(), used.emplace());
        if (key == "resets_at" && member.is(Type::String))
            return take(member.string(), resets);
        if (key == "display_name" && member.is(Type::String))
            return take(member.string(), model);
        return ok();
    });
    if (status && used) {
        const auto time = QDateTime::fromString(QString::fromLatin1(resets), Qt::ISODateWithMs);
        if (!model.isEmpty())
            name += '_' + model;
        limits.push_back({name, std::clamp(*used, 0.0, 100.0), time.toUTC()});
    }
    return status;
}

Status readLimits(Value value, std::vector<PlanLimit> &limits)
{
    return value.object([&limits](QByteArrayView key, Value member) -> Status {
        if (key == "extra_usage") // is money, not a window
            return ok();
        if (key == "model_scoped" && member.is(Type::Array))
            return member.array([&limits](Value item) -> Status {
                return item.is(Type::Object) ? readLimit(item, "seven_day", limits) : ok();
            });
        return member.is(Type::Object) ? readLimit(member, key.toByteArray(), limits) : ok();
    });
}

} // namespace

std::optional<PlanLimits> readPlanLimits(const QByteArray &response)
{
    PlanLimits plan;
    bool told = false;
    base::json::Reader reader;
    const auto status = reader.object(response, [&](QByteArrayView key, Value value) -> Status {
        if (key == "rate_limits_available" && value.is(Type::Boolean)) {
            told = true;
            return take(value.boolean(), plan.apply);
        }
        if (key == "rate_limits" && value.is(Type::Object))
            return readLimits(value, plan.limits);
        return ok();
    });
    return status && told ? std::optional(plan) : std::nullopt;
}

} // namespace cli
