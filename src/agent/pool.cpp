#include "agent/pool.h"

#include "agent/assignment.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace agent {

namespace {

constexpr auto ShortestBackOff = std::chrono::milliseconds(1s);
constexpr auto LongestBackOff = std::chrono::milliseconds(60s);
constexpr auto RetryWhenFull = 5s;

chat::Error stoppingError()
{
    return {.kind = chat::ErrorKind::Stopping,
        .message = "claude-relay is stopping. Please ask again in a moment."};
}

} // namespace

Pool::Pool(settings::Claude settings, Launcher launcher, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_launcher(std::move(launcher))
{
    m_backOff.setSingleShot(true);
    connect(&m_backOff, &QTimer::timeout, this, &Pool::keepWarm);
}

Pool::~Pool()
{
    for (auto *session : m_sessions)
        session->disconnect(this);
}

void Pool::setReady(const cli::LaunchSettings &launch, bool loggedIn)
{
    m_availability = Ready{launch, loggedIn};
    dispatch();
    keepWarm();
}

void Pool::setUnavailable(const chat::Error &error)
{
    m_availability = error;
    endIdle();
    failWaiting(error);
}

void Pool::setUnknown()
{
    m_availability = Unknown{};
}

std::unique_ptr<Turn> Pool::ask(chat::Request request)
{
    auto turn = std::make_unique<Turn>();
    forgetCancelled();
    if (m_stopping) {
        fail(turn.get(), stoppingError());
        return turn;
    }
    if (const auto *unavailable = std::get_if<chat::Error>(&m_availability)) {
        fail(turn.get(), *unavailable);
        return turn;
    }
    QTimer::singleShot(m_settings.requestTimeout, turn.get(), [this, asked = turn.get()] { expire(asked); });
    // A cancelled request leaves the queue, and so may let another one in.
    connect(turn.get(), &QObject::destroyed, this, &Pool::countsChanged, Qt::QueuedConnection);
    m_lastModel = request.model;
    m_waiting.push_back({turn.get(), std::move(request)});
    dispatch();
    // A place that is free, or will be at once, is nothing to wait for.
    const auto now = counts();
    if (m_waiting.size() > std::size_t(m_settings.queue) + std::size_t(m_settings.maxSessions - now.busy)) {
        m_waiting.pop_back();
        fail(turn.get(),
            {.kind = chat::ErrorKind::QueueFull,
                .message = "claude-relay is busy: " + QByteArray::number(now.busy)
                    + " answers are running and " + QByteArray::number(now.queued - 1)
                    + " requests are waiting. Please ask again later.",
                .retryAfter = RetryWhenFull});
    }
    Q_EMIT countsChanged();
    return turn;
}

void Pool::dispatch()
{
    const auto *ready = std::get_if<Ready>(&m_availability);
    if (!ready)
        return;
    forgetCancelled();
    while (!m_waiting.empty() && place(m_waiting.front(), *ready))
        m_waiting.pop_front();
}

bool Pool::place(const Waiting &waiting, const Ready &ready)
{
    const auto launch = cli::sessionLaunch(ready.launch, waiting.request.model);
    std::vector<Candidate> candidates;
    for (const auto *session : m_sessions)
        candidates.push_back(
            {.warm = session->state() == Session::State::Warm, .sameLaunch = session->launch() == launch});
    const auto assignment = assign(candidates, std::size_t(m_settings.maxSessions));
    Session *session = nullptr;
    switch (assignment.action) {
    case Action::Take:
        session = m_sessions[assignment.index];
        break;
    case Action::Start:
        session = start(launch);
        break;
    case Action::Replace:
        m_sessions[assignment.index]->end();
        return false;
    case Action::Wait:
        return false;
    }
    m_running.push_back({session, assignment.action == Action::Take, waiting});
    session->ask(waiting.request, ready.launch.features, waiting.turn);
    return true;
}

Session *Pool::start(const cli::Launch &launch)
{
    auto *session = new Session(m_launcher(launch), launch, this);
    m_sessions.push_back(session);
    connect(session, &Session::initialized, this, &Pool::initialized);
    // Not before what the answer begins with is on its way: starting a process takes its time.
    connect(session, &Session::answering, this, [this] { QTimer::singleShot(0, this, &Pool::keepWarm); });
    connect(session, &Session::answered, this, [this](const std::optional<chat::Error> &error) {
        if (!error)
            m_backOffTime = 0ms;
        Q_EMIT answered(error);
    });
    connect(session, &Session::lost, this,
        [this, session](const QByteArray &reason) { onLost(session, reason); });
    connect(session, &Session::linesSkipped, this, [this](int count) { m_skippedLines += count; });
    connect(session, &Session::closed, this,
        [this, session](bool wanted, const QByteArray &reason) { onClosed(session, wanted, reason); });
    return session;
}

void Pool::keepWarm()
{
    const auto *ready = std::get_if<Ready>(&m_availability);
    if (!ready || !ready->loggedIn || m_stopping || m_backOff.isActive() || !m_waiting.empty()
        || ready->launch.features.level == cli::Level::Flattened)
        return;
    const auto launch = cli::sessionLaunch(ready->launch, m_lastModel);
    auto warm = std::ranges::count_if(
        m_sessions, [](const Session *session) { return session->state() == Session::State::Warm; });
    while (warm < m_settings.warm && m_sessions.size() < std::size_t(m_settings.maxSessions)) {
        start(launch);
        ++warm;
    }
    Q_EMIT countsChanged();
}

// A process that died while it waited may be noticed only when it has been given a request. Nobody read it yet.
void Pool::onLost(Session *session, const QByteArray &reason)
{
    const auto lost = std::ranges::find(m_running, session, &Running::session);
    if (lost == m_running.end() || !lost->asked.turn)
        return;
    if (lost->wasWarm && !m_stopping)
        m_waiting.push_front(lost->asked);
    else
        lost->asked.turn->fail({.kind = chat::ErrorKind::CliFailed, .message = reason});
}

void Pool::onClosed(Session *session, bool wanted, const QByteArray &reason)
{
    const bool wasIdle =
        !wanted && std::ranges::find(m_running, session, &Running::session) == m_running.end();
    std::erase(m_sessions, session);
    std::erase_if(m_running, [session](const Running &running) { return running.session == session; });
    session->deleteLater();
    if (wasIdle) {
        m_backOffTime = std::clamp(m_backOffTime * 2, ShortestBackOff, LongestBackOff);
        m_backOff.start(m_backOffTime);
        Q_EMIT warmFailed(reason);
    }
    dispatch();
    keepWarm();
    Q_EMIT countsChanged();
    checkStopped();
}

void Pool::forgetCancelled()
{
    std::erase_if(m_waiting, [](const Waiting &waiting) { return waiting.turn.isNull(); });
}

void Pool::fail(Turn *turn, const chat::Error &error)
{
    QMetaObject::invokeMethod(
        turn, [turn, error] { turn->fail(error); }, Qt::QueuedConnection);
}

void Pool::failWaiting(const chat::Error &error)
{
    for (const auto &waiting : std::exchange(m_waiting, {})) {
        if (waiting.turn)
            fail(waiting.turn, error);
    }
    Q_EMIT countsChanged();
}

void Pool::expire(Turn *turn)
{
    const chat::Error error{.kind = chat::ErrorKind::TimedOut,
        .message = "There was no complete answer within "
            + QByteArray::number(qint64(m_settings.requestTimeout.count()))
            + " seconds. --request-timeout sets this limit."};
    const auto running = std::ranges::find_if(
        m_running, [turn](const Running &candidate) { return candidate.asked.turn == turn; });
    if (running != m_running.end()) {
        running->session->abort(error);
        return;
    }
    std::erase_if(m_waiting, [turn](const Waiting &waiting) { return waiting.turn == turn; });
    turn->fail(error);
}

void Pool::endIdle()
{
    const auto sessions = m_sessions;
    for (auto *session : sessions) {
        if (session->state() == Session::State::Warm)
            session->end();
    }
}

void Pool::stop(std::chrono::milliseconds grace)
{
    m_stopping = true;
    m_backOff.stop();
    failWaiting(stoppingError());
    endIdle();
    QTimer::singleShot(grace, this, [this] {
        const auto sessions = m_sessions;
        for (auto *session : sessions)
            session->abort(stoppingError());
    });
    QMetaObject::invokeMethod(this, &Pool::checkStopped, Qt::QueuedConnection);
}

void Pool::checkStopped()
{
    if (m_stopping && m_sessions.empty())
        Q_EMIT stopped();
}

Pool::Counts Pool::counts() const
{
    Counts counts;
    for (const auto *session : m_sessions) {
        switch (session->state()) {
        case Session::State::Warm:
            ++counts.warm;
            break;
        case Session::State::Opening:
        case Session::State::Answering:
            ++counts.busy;
            break;
        case Session::State::Ending:
        case Session::State::Closed:
            ++counts.ending;
            break;
        }
    }
    counts.queued =
        int(std::ranges::count_if(m_waiting, [](const Waiting &waiting) { return !waiting.turn.isNull(); }));
    return counts;
}

} // namespace agent
