#include "agent/pool.h"

#include "cli/objection.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace agent {

namespace {

constexpr auto RetryWhenFull = 5s;

// A CLI that has no such flag can't be kept from its tools.
std::optional<chat::Error> objection(
    const Question &question, settings::ClientTools clientTools, const cli::Features &features)
{
    if (question.permit.tools == settings::Tools::Chat && features.level == cli::Level::Flattened)
        return chat::Error{.kind = chat::ErrorKind::PermissionDenied,
            .message =
                "This claude is too old to be kept from its tools, and here it may have none. Update it with "
                "claude update."};
    return cli::objection(question.request, question.parameters, clientTools, features);
}

chat::Error stoppingError()
{
    return {.kind = chat::ErrorKind::Stopping,
        .message = "claude-relay is stopping. Please ask again in a moment."};
}

} // namespace

Pool::Pool(settings::Claude settings, Approvals &approvals, Launcher launcher, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_approvals(approvals),
      m_launcher(std::move(launcher)), m_warmLaunches(m_settings.warm)
{
    m_approvals.setTime(m_settings.approvalTime);
    setCeiling();
    m_backOff.setSingleShot(true);
    connect(&m_backOff, &QTimer::timeout, this, &Pool::keepWarm);
    m_memoryCheck.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_memoryCheck, &QTimer::timeout, this, &Pool::checkMemory);
}

Pool::~Pool()
{
    for (auto *session : m_sessions)
        session->disconnect(this);
}

cli::Launch Pool::Ready::launchOf(const cli::Wish &wish) const
{
    return cli::launchFor(wish.kind == cli::LaunchKind::Full ? full : clean, settings.features, wish);
}

// Of a question with nothing special, for what is started ahead.
cli::Wish Pool::plainWish() const
{
    return {.tools = m_settings.tools, .folder = m_settings.folder};
}

void Pool::setSettings(const settings::Claude &settings)
{
    if (settings.tools != m_settings.tools || settings.folder != m_settings.folder
        || settings.folders != m_settings.folders)
        m_warmLaunches.forget();
    m_settings = settings;
    m_approvals.setTime(settings.approvalTime);
    setCeiling();
    m_warmLaunches.setMost(settings.warm);
    dispatch();
    endSurplus();
    keepWarm();
}

void Pool::setReady(const cli::LaunchSettings &launch, bool loggedIn)
{
    const Ready ready{launch, loggedIn, cli::launchBase(launch, cli::LaunchKind::Full),
        cli::launchBase(launch, cli::LaunchKind::Clean)};
    m_availability = ready;
    endOutdated(ready);
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

std::unique_ptr<Turn> Pool::ask(chat::Request request, Permit permit, Tap tap)
{
    auto turn = std::make_unique<Turn>();
    turn->m_tap = std::move(tap);
    forgetCancelled();
    if (m_stopping) {
        fail(turn.get(), stoppingError());
        return turn;
    }
    if (const auto *unavailable = std::get_if<chat::Error>(&m_availability)) {
        fail(turn.get(), *unavailable);
        return turn;
    }
    // Its child: that of QTimer::singleShot() would stay for all its time, also when the turn is long gone.
    auto *limit = new QTimer(turn.get());
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, turn.get(), [this, asked = turn.get()] { expire(asked); });
    limit->start(m_settings.requestTimeout);
    // A cancelled request leaves the queue, and so may let another one in.
    connect(turn.get(), &QObject::destroyed, this, &Pool::countsChanged, Qt::QueuedConnection);
    const auto sharer = permit.sharer();
    m_waiting.push_back({turn.get(), std::move(request), std::move(permit), {}});
    dispatch();
    // A place that is free, or will be at once, is nothing to wait for.
    const auto now = counts();
    const auto free = std::size_t(std::max(0, m_settings.maxSessions - now.busy));
    const auto ofClient = std::size_t(std::ranges::count_if(
        m_waiting, [&sharer](const Asked &waiting) { return waiting.permit.sharer() == sharer; }));
    QByteArray full;
    if (m_waiting.size() > std::size_t(m_settings.queue) + free)
        full = QByteArray::number(now.queued - 1) + " requests are waiting";
    else if (ofClient > std::size_t(m_settings.clientShare) + free)
        full = QByteArray::number(ofClient - 1) + " requests of this client are waiting";
    if (!full.isEmpty()) {
        m_waiting.pop_back();
        fail(turn.get(),
            {.kind = chat::ErrorKind::QueueFull,
                .message = "claude-relay is busy: " + QByteArray::number(now.busy)
                    + " answers are running and " + full + ". Please ask again later.",
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

// Gives the request a session, or refuses it; false when it has to wait.
bool Pool::place(const Asked &asked, const Ready &ready)
{
    auto permit = asked.permit;
    permit.tools = std::min(permit.tools, m_approvals.ceiling().of(permit.key)); // it may have waited
    // Without tools of its own there is nothing to be beside.
    const auto clientTools =
        permit.tools == settings::Tools::Chat ? settings::ClientTools::Only : m_settings.clientTools;
    const Question question{asked.request,
        cli::apiParameters(
            asked.request, {clientTools, m_settings.forwardSampling, asked.refused}, m_catalogue),
        permit};
    if (const auto error = objection(question, clientTools, ready.settings.features)) {
        fail(asked.turn, *error);
        return true;
    }
    const auto kind = cli::launchKind(asked.request, clientTools);
    const cli::Wish wish{
        .kind = kind, .model = asked.request.model, .tools = permit.tools, .folder = permit.folder};
    const auto launch = ready.launchOf(wish);
    const auto assignment = assignmentOf(question, launch, asked);
    Session *session = nullptr;
    auto by = Taking::By::Fresh;
    switch (assignment.action) {
    case Action::Continue:
        session = m_sessions[assignment.index];
        by = Taking::By::Kept;
        break;
    case Action::Take:
        session = m_sessions[assignment.index];
        by = Taking::By::Warm;
        break;
    case Action::Start:
        session = start(launch);
        break;
    case Action::Replace:
        m_sessions[assignment.index]->giveWay();
        return false;
    case Action::Wait:
        return false;
    }
    asked.turn->take({.by = by,
        .at = std::chrono::steady_clock::now(),
        .process = session->processId(),
        .tools = permit.tools});
    session->setInitializeTime(m_settings.initializeTime);
    watchMemory();
    m_running.push_back({session, assignment.action != Action::Start, asked, question.parameters});
    if (assignment.action == Action::Continue) {
        session->proceed(question, *session->continuation(question), asked.turn);
        return true;
    }
    m_warmLaunches.note(wish);
    session->ask(question, m_recollection.recall(asked.request.messages), clientTools,
        ready.settings.features, asked.turn);
    return true;
}

Assignment Pool::assignmentOf(const Question &question, const cli::Launch &launch, const Asked &asked) const
{
    std::vector<Candidate> candidates;
    for (const auto *session : m_sessions) {
        Candidate candidate{
            .sameLaunch = !asked.again && session->launch() == launch, .idleSince = session->idleSince()};
        switch (session->state()) {
        case Session::State::Warm:
            candidate.kind = Candidate::Kind::Warm;
            break;
        case Session::State::Opening:
        case Session::State::Answering:
            candidate.kind = Candidate::Kind::Busy;
            break;
        case Session::State::Resting:
            candidate.kind = Candidate::Kind::Resting;
            break;
        case Session::State::Waiting:
            candidate.kind = Candidate::Kind::Waiting;
            break;
        case Session::State::Ending:
        case Session::State::Closed:
            candidate.kind = Candidate::Kind::Ending;
            break;
        }
        candidate.continues = session->continuation(question).has_value();
        candidates.push_back(candidate);
    }
    const auto most = std::size_t(m_settings.maxSessions);
    return assign(candidates, std::min(most, asked.tooMany.value_or(most)), m_waiting.size());
}

void Pool::forgetCancelled()
{
    std::erase_if(m_waiting, [](const Asked &waiting) { return waiting.turn.isNull(); });
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
    std::erase_if(m_waiting, [turn](const Asked &waiting) { return waiting.turn == turn; });
    turn->fail(error);
}

void Pool::endIdle()
{
    const auto sessions = m_sessions;
    for (auto *session : sessions)
        session->giveWay();
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
        case Session::State::Resting:
            ++counts.kept;
            break;
        case Session::State::Waiting:
            ++counts.waiting;
            break;
        case Session::State::Ending:
        case Session::State::Closed:
            ++counts.ending;
            break;
        }
    }
    counts.queued =
        int(std::ranges::count_if(m_waiting, [](const Asked &waiting) { return !waiting.turn.isNull(); }));
    return counts;
}

} // namespace agent
