#pragma once

#include "agent/pool.h"

#include "script_channel.h"

#include <algorithm>
#include <memory>
#include <vector>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

inline chat::Request ask(const QByteArray &text, const QByteArray &model = {})
{
    return {.model = model, .messages = {{chat::Role::User, {chat::Text{text}}}}};
}

// What a turn has given so far.
class Heard : public QObject
{
    Q_OBJECT

public:
    explicit Heard(std::unique_ptr<agent::Turn> asked) : turn(std::move(asked))
    {
        connect(turn.get(), &agent::Turn::received, this, [this](const std::vector<chat::Event> &more) {
            ++batches;
            events.insert(events.end(), more.begin(), more.end());
        });
    }

    QByteArray text() const
    {
        QByteArray all;
        for (const auto &event : events) {
            if (const auto *delta = std::get_if<chat::BlockDelta>(&event))
                all += delta->text;
        }
        return all;
    }
    int ends() const
    {
        return int(std::ranges::count_if(events, [](const chat::Event &event) {
            return std::holds_alternative<chat::Finished>(event)
                || std::holds_alternative<chat::Failed>(event);
        }));
    }
    bool hasFinished() const
    {
        return !events.empty() && std::holds_alternative<chat::Finished>(events.back());
    }
    const chat::Error *error() const
    {
        const auto *failed = events.empty() ? nullptr : std::get_if<chat::Failed>(&events.back());
        return failed ? &failed->error : nullptr;
    }

    std::unique_ptr<agent::Turn> turn;
    std::vector<chat::Event> events;
    int batches = 0;
};

// A pool whose processes are the test's.
struct Fixture
{
    explicit Fixture(settings::Claude settings, const cli::Features &features = {})
        : pool(std::move(settings), approvals, [this](const cli::Launch &wanted) {
              auto channel = std::make_unique<ScriptChannel>();
              channels.push_back(channel.get());
              launches.push_back(wanted);
              return channel;
          })
    {
        launch.program = u"/bin/claude"_s;
        launch.features = features;
    }

    std::unique_ptr<agent::Turn> ask(
        chat::Request request, agent::Permit permit = {.tools = settings::Tools::Ask})
    {
        return pool.ask(std::move(request), std::move(permit));
    }
    void ready(bool loggedIn = true) { pool.setReady(launch, loggedIn); }

    std::vector<QPointer<ScriptChannel>> channels;
    std::vector<cli::Launch> launches;
    cli::LaunchSettings launch;
    agent::Approvals approvals;
    agent::Pool pool;
};

inline settings::Claude limits(int maxSessions, int queue, int warm)
{
    settings::Claude claude;
    claude.maxSessions = maxSessions;
    claude.queue = queue;
    claude.warm = warm;
    claude.keep = 0s; // the tests of kept sessions say otherwise
    claude.toolWait = 0s;
    return claude;
}
