#include "app/plan.h"

#include <utility>

using namespace std::chrono_literals;

namespace app {

namespace {

constexpr std::chrono::seconds Pause = 5min;
constexpr std::chrono::seconds PauseWithoutPlan = 1h;

} // namespace

PlanMeter::PlanMeter(Launch launch, Clock clock, QObject *parent)
    : QObject(parent), m_launch(std::move(launch)), m_clock(std::move(clock))
{
    connect(&m_probe, &agent::PlanProbe::finished, this, &PlanMeter::take);
}

void PlanMeter::ask()
{
    const auto now = m_clock();
    if (m_probe.isRunning()
        || (m_next.isValid() && now < m_next && now.secsTo(m_next) <= PauseWithoutPlan.count()))
        return;
    m_next = now.addSecs(Pause.count());
    m_void = false;
    m_probe.start(m_launch());
}

void PlanMeter::take(const std::optional<cli::PlanLimits> &limits)
{
    if (std::exchange(m_void, false) || !limits)
        return;
    if (!limits->apply) {
        m_next = m_clock().addSecs(PauseWithoutPlan.count());
        tell({});
        return;
    }
    if (limits->limits.empty()) // the API did not say; what is known stays
        return;
    Plan plan{.asked = m_clock()};
    for (const auto &limit : limits->limits)
        plan.windows.append({QString::fromUtf8(limit.name), limit.used, limit.resets});
    tell(std::move(plan));
}

void PlanMeter::forget()
{
    m_next = {};
    m_void = m_probe.isRunning();
    tell({});
}

void PlanMeter::tell(Plan plan)
{
    if (m_plan == plan)
        return;
    m_plan = std::move(plan);
    Q_EMIT changed(m_plan);
}

} // namespace app
