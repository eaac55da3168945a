#pragma once

#include "agent/channel.h"
#include "cli/incoming.h"
#include "cli/plan_limits.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace agent {

// Asks the CLI for the limits of its user's plan, in a process of its own. No token is spent, and nothing is asked of
// the model; the CLI asks the API with the login that it has.
class PlanProbe : public QObject
{
    Q_OBJECT

public:
    explicit PlanProbe(QObject *parent = nullptr);
    ~PlanProbe() override;

    // `channel` is a fresh process. While one runs this does nothing.
    void start(std::unique_ptr<Channel> channel);
    bool isRunning() const { return m_channel != nullptr; }

Q_SIGNALS:
    // Nothing when the CLI does not know, does not answer, or is too old to be asked. The process has ended.
    void finished(const std::optional<cli::PlanLimits> &limits);

private:
    void read();
    void answer(std::optional<cli::PlanLimits> limits);

    std::unique_ptr<Channel> m_channel;
    std::optional<cli::IncomingDecoder> m_decoder; // one a process
    std::optional<cli::PlanLimits> m_limits;
    QTimer m_patience;
};

} // namespace agent
