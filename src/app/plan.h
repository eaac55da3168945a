#pragma once

#include "agent/channel.h"
#include "agent/plan_probe.h"
#include "app/status.h"

#include <QDateTime>
#include <QObject>

#include <functional>
#include <memory>

namespace app {

// How much of the plan's limits is used. Asks only when somebody wants to see it, and rarely: the API refuses those who
// ask often, and an account without such limits is left alone for an hour.
class PlanMeter : public QObject
{
    Q_OBJECT

public:
    // Starts a process of the CLI, to be asked and ended.
    using Launch = std::function<std::unique_ptr<agent::Channel>()>;
    // Gives the present; for tests.
    using Clock = std::function<QDateTime()>;

    explicit PlanMeter(
        Launch launch, Clock clock = &QDateTime::currentDateTimeUtc, QObject *parent = nullptr);

    // changed() follows, unless the last answer is young, or nothing can be told.
    void ask();
    // The account may be another one now: what is known of it is void.
    void forget();

Q_SIGNALS:
    void changed(const app::Plan &plan);

private:
    void take(const std::optional<cli::PlanLimits> &limits);
    void tell(Plan plan);

    Launch m_launch;
    Clock m_clock;
    agent::PlanProbe m_probe;
    Plan m_plan;
    QDateTime m_next; // not to be asked again before
    bool m_void = false; // what is being asked is of another account
};

} // namespace app
