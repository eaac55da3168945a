#pragma once

#include "agent/pool.h"
#include "agent/probe.h"
#include "agent/tally.h"
#include "journal/journal.h"

#include <map>
#include <utility>
#include <vector>

namespace api {

// What GET /health tells.
struct Health
{
    agent::ClaudeStatus claude;
    agent::Pool::Counts sessions;
    int maxSessions = 0;
    int connections = 0; // of clients, open
    std::map<int, qint64> refusals; // by the HTTP server, with each status
    agent::Tally tally; // of the processes
    std::vector<std::pair<QByteArray, qint64>> approvals; // how often it was decided so
    journal::Journal::Totals totals;
    std::chrono::seconds uptime{0};
    settings::Tools tools = settings::Tools::Ask; // the level set for all
    int waitingApprovals = 0; // questions to the user
    QByteArray demoApi; // base URL of the simulated API; empty: none
};

// ok; starting: the CLI was not asked yet; logged_out; unavailable: no CLI.
QByteArray statusWord(const agent::ClaudeStatus &claude);

// What is wrong, for people; empty when nothing is.
QByteArray problemText(const agent::ClaudeStatus &claude);

QByteArray toJson(const Health &health);
// Just the status, for who may not know more.
QByteArray statusJson(const Health &health);

} // namespace api
