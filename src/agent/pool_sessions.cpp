#include "agent/pool.h"

#include "agent/log.h"
#include "chat/size.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace std::chrono_literals;

// What becomes of the pool's sessions: started ahead, kept, lost, ended.
namespace agent {

namespace {

constexpr auto ShortestBackOff = std::chrono::milliseconds(1s);
constexpr auto LongestBackOff = std::chrono::milliseconds(60s);
constexpr qsizetype LargestKept = 8 * 1024 * 1024; // bytes; larger conversations are replayed

} // namespace

Session *Pool::start(const cli::Launch &launch)
{
    auto *session = new Session(m_launcher(launch), launch, m_approvals, this);
    m_sessions.push_back(session);
    ++m_tally.started;
    qCDebug(lcProcess, "process %lld started, %zu there are", session->processId(), m_sessions.size());
    connect(session, &Session::initialized, this, &Pool::initialized);
    // Not before what the answer begins with is on its way: starting a process takes its time.
    connect(session, &Session::answering, this, [this] { QTimer::singleShot(0, this, &Pool::keepWarm); });
    connect(session, &Session::answered, this, [this](const std::optional<chat::Error> &error) {
        if (!error)
            m_backOffTime = 0ms;
        Q_EMIT answered(error);
    });
    connect(session, &Session::rested, this,
        [this, session](const chat::Answer &answer) { onRested(session, answer); });
    connect(
        session, &Session::lost, this, [this, session](const chat::Error &error) { onLost(session, error); });
    connect(session, &Session::refused, this,
        [this, session](const chat::Error &error) { onRefused(session, error); });
    connect(session, &Session::replaced, this, [this, session](Fault fault) { onReplaced(session, fault); });
    connect(session, &Session::linesSkipped, this, [this](int count) { m_tally.skippedLines += count; });
    connect(session, &Session::closed, this,
        [this, session](bool wanted, const QByteArray &reason) { onClosed(session, wanted, reason); });
    return session;
}

void Pool::keepWarm()
{
    const auto *ready = std::get_if<Ready>(&m_availability);
    if (!ready || !ready->loggedIn || m_stopping || m_backOff.isActive() || !m_waiting.empty()
        || ready->settings.features.level == cli::Level::Flattened)
        return;
    std::vector<Session *> warm;
    std::ranges::copy_if(m_sessions, std::back_inserter(warm),
        [](const Session *session) { return session->state() == Session::State::Warm; });
    std::vector<cli::Launch> missing;
    for (const auto &wanted : m_warmLaunches.wanted(plainWish())) {
        const auto launch = ready->launchOf(wanted);
        const auto there =
            std::ranges::find_if(warm, [&](const Session *session) { return session->launch() == launch; });
        if (there == warm.end())
            missing.push_back(launch);
        else
            warm.erase(there);
    }
    for (auto *surplus : warm)
        surplus->giveWay();
    for (const auto &launch : missing) {
        if (m_sessions.size() < std::size_t(m_settings.maxSessions))
            start(launch);
    }
    Q_EMIT countsChanged();
}

// It may be asked on, for a while.
void Pool::onRested(Session *session, const chat::Answer &answer)
{
    m_recollection.remember(answer);
    std::erase_if(m_running, [session](const Running &running) { return running.session == session; });
    if (endIfTooLarge(session)) {
        Q_EMIT countsChanged();
        return;
    }
    const auto *ready = std::get_if<Ready>(&m_availability);
    const bool waits = session->state() == Session::State::Waiting;
    const auto time = waits ? m_settings.toolWait : m_settings.keep;
    if (m_stopping || !ready || ready->settings.features.level == cli::Level::Flattened || time == 0s
        || isOutdated(session, *ready) || exceedsCeiling(session)
        || chat::sizeOf(session->conversation().asked) > LargestKept)
        session->giveWay();
    else
        session->endAfter(time);
    endSurplus();
    QTimer::singleShot(0, this, &Pool::dispatch); // its place may be wanted
    Q_EMIT countsChanged();
}

// Those that could be asked on, the longest idle first; one that waits for tools is worth more than one that rests.
std::vector<Session *> Pool::idleSessions() const
{
    std::vector<Session *> all;
    std::ranges::copy_if(m_sessions, std::back_inserter(all), [](const Session *session) {
        return session->state() == Session::State::Resting || session->state() == Session::State::Waiting;
    });
    std::ranges::sort(all, [](const Session *one, const Session *other) {
        if (one->state() != other->state())
            return one->state() == Session::State::Resting;
        return one->idleSince() < other->idleSince();
    });
    return all;
}

void Pool::endSurplus()
{
    auto idle = idleSessions();
    const auto end = [&idle](auto condition, int most) {
        auto surplus = std::ranges::count_if(idle, condition) - most;
        std::erase_if(idle, [&](Session *session) {
            if (surplus <= 0 || !condition(session))
                return false;
            --surplus;
            session->giveWay();
            return true;
        });
    };
    const auto isIn = [](Session::State state) {
        return [state](const Session *session) { return session->state() == state; };
    };
    end(isIn(Session::State::Resting), m_settings.keepMax);
    end(isIn(Session::State::Waiting), m_settings.toolWaitMax);
    // A new conversation is not to wait for a process because of old ones.
    end([](const Session *) { return true; }, std::max(1, m_settings.maxSessions - m_settings.warm));
}

// Settings have changed, or the program has: no request will want it, but for what it is in the middle of.
bool Pool::isOutdated(const Session *session, const Ready &ready)
{
    return session->isOutdated() || session->launch() != ready.launchOf(session->launch().wish);
}

void Pool::endOutdated(const Ready &ready)
{
    const auto sessions = m_sessions;
    for (auto *session : sessions) {
        if (session->launch() != ready.launchOf(session->launch().wish))
            session->giveWay();
    }
}

std::vector<Pool::Running>::iterator Pool::runningOf(const Session *session)
{
    return std::ranges::find(m_running, session, &Running::session);
}

// A process that died while it waited may be noticed only when it has been given a request, and one may turn out to be
// no good. Nobody read it yet: another one, and a fresh one, may try. Just one, lest a CLI that is broken is started
// without end.
void Pool::onLost(Session *session, const chat::Error &error)
{
    const auto running = runningOf(session);
    if (running == m_running.end() || !running->asked.turn)
        return;
    auto asked = std::exchange(running->asked, {});
    const bool mayGoOn = running->wasIdle || session->fault();
    // Of those that are not busy one can make room. Whoever else fails meanwhile, each time fewer are too many for it:
    // this comes to an end.
    const auto tooMany = std::min(m_sessions.size(), asked.tooMany.value_or(m_sessions.size())) - 1;
    const bool mayHaveRoom = error.kind == chat::ErrorKind::Overloaded && tooMany > 0
        && !std::ranges::all_of(m_sessions, &Session::isBusy);
    if (mayHaveRoom && !m_stopping) {
        putAgain(std::move(asked), tooMany);
    } else if (mayGoOn && !m_stopping && !std::exchange(asked.again, true)) {
        m_tally.replaced[std::size_t(Fault::Gone)] += session->fault() ? 0 : 1;
        putAgain(std::move(asked));
    } else {
        Q_EMIT answered(error);
        asked.turn->fail(error);
    }
}

void Pool::putAgain(Asked asked, std::optional<std::size_t> tooMany)
{
    asked.tooMany = tooMany;
    m_waiting.push_front(std::move(asked));
    QTimer::singleShot(0, this, &Pool::dispatch);
}

// What the API does not take of that which was added or handed on is left out, each once.
void Pool::onRefused(Session *session, const chat::Error &error)
{
    const auto running = runningOf(session);
    if (running == m_running.end() || !running->asked.turn)
        return;
    auto asked = std::exchange(running->asked, {});
    const auto what = cli::blamed(error, running->parameters);
    if (what && !m_stopping && asked.refused.insert(*what).second) {
        putAgain(std::move(asked));
        return;
    }
    Q_EMIT answered(error);
    asked.turn->fail(error);
}

// Several that end together are one step.
void Pool::onWarmFailed(const QByteArray &reason)
{
    if (m_backOff.isActive())
        return;
    const auto before =
        std::exchange(m_backOffTime, std::clamp(m_backOffTime * 2, ShortestBackOff, LongestBackOff));
    m_backOff.start(m_backOffTime);
    if (m_backOffTime != before)
        Q_EMIT warmFailed(reason, m_backOffTime);
}

void Pool::onClosed(Session *session, bool wanted, const QByteArray &reason)
{
    const bool wasIdle = !wanted && runningOf(session) == m_running.end();
    const bool wasWarm = wasIdle && !session->hasSpoken();
    m_tally.crashed += wanted ? 0 : 1;
    qCDebug(lcProcess, "a process is gone%s: %s", wanted ? ", as it was told" : "", reason.constData());
    std::erase(m_sessions, session);
    std::erase_if(m_running, [session](const Running &running) { return running.session == session; });
    session->deleteLater();
    if (wasWarm) {
        onWarmFailed(reason);
    }
    dispatch();
    keepWarm();
    Q_EMIT countsChanged();
    checkStopped();
}

} // namespace agent
