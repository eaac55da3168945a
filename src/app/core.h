#pragma once

#include "agent/approvals.h"
#include "agent/guard.h"
#include "agent/pool.h"
#include "agent/probe.h"
#include "api/api.h"
#include "app/file_identity.h"
#include "app/listening.h"
#include "app/plan.h"
#include "app/rate_limit.h"
#include "app/sleep_watch.h"
#include "app/status.h"
#include "base/expected.h"
#include "http/server.h"
#include "journal/journal.h"
#include "settings/settings.h"
#include "sim/messages_api.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

namespace app {

// The relay: all its objects, wired. Lives in one thread, in which it starts all processes.
class Core : public QObject
{
    Q_OBJECT

public:
    // `guard`, `journal` and `approvals` must outlive this.
    Core(settings::Settings settings, agent::Guard &guard, journal::Journal &journal,
        agent::Approvals &approvals, QObject *parent = nullptr);
    ~Core() override;

    // Listens and looks for claude. Gives the port (0 without one), or one sentence why not.
    base::Expected<quint16, QString> start();

    // Stops accepting, lets running answers finish for a while, ends every process; then stopped().
    void stop();

    // Holds from the next request on, and what is taken away, a key or a level of the tools, at once. A changed address moves the listener, while running answers finish. A sentence
    // when that can't be: then it listens where it has, and all else holds.
    QString apply(const settings::Settings &settings);

    // Also why it could not start.
    Status status() const;
    // Looks for claude and its login anew.
    void lookAgain();
    // planChanged() follows, unless it is known or can't be.
    void askPlan();
    QString baseUrl() const; // empty without a port
    QString socketPath() const { return m_listening.socketPath(); } // empty without one

Q_SIGNALS:
    void statusChanged(const app::Status &status);
    void planChanged(const app::Plan &plan);
    void stopped();

private:
    api::Health health() const;
    void warnIfShared() const;
    void look();
    void onAsked();
    bool isAway(const FileIdentity &program) const;
    void renew(agent::Fault why);
    void lookAgainIfBad();
    void onClaudeKnown();
    void logClaude();
    void onAnswered(const std::optional<chat::Error> &error);
    void noteLogin(bool loggedIn);
    void noteMissing(const chat::Error &error);
    void noteLimit(const std::optional<chat::Error> &error);
    Status trouble() const;
    void noteStatus();
    cli::LaunchSettings launchSettings() const;
    std::unique_ptr<agent::Channel> launch(const cli::Launch &launch);

    settings::Settings m_settings;
    agent::Guard &m_guard;
    journal::Journal &m_journal;
    agent::Approvals &m_approvals;
    agent::Probe m_probe;
    agent::ClaudeStatus m_claude;
    std::optional<agent::ClaudeStatus> m_loggedClaude;
    std::unique_ptr<sim::MessagesApi> m_simulated;
    PlanMeter m_plan;
    agent::Pool m_pool;
    api::Api m_api;
    http::Server m_server;
    Listening m_listening;
    QElapsedTimer m_uptime;
    QElapsedTimer m_sinceLook;
    Status m_lastStatus;
    Status m_failedStart; // says why, when it could not start
    RateLimit m_limit;
    SleepWatch m_sleep;
    FileIdentity m_program; // that m_claude was found out from
    bool m_looking = false;
};

} // namespace app
