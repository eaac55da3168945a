#include "app/core.h"

#include "agent/process_channel.h"
#include "app/folders.h"
#include "app/log.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr auto Grace = 5s; // for running answers when the relay stops
constexpr auto ShortestLookAgain = 5s;
constexpr std::chrono::seconds LimitWhenNotTold = 5min; // how long the account's limit counts then
constexpr std::chrono::seconds LongestLimit = 8 * 24h;

// Who wires this up has made one: see first_key.h.
bool lacksKey(const settings::Settings &settings)
{
    return settings::needsKey(settings) && settings::allKeys(settings).isEmpty();
}

QString noKey(const settings::Settings &settings)
{
    return u"Other machines can come to %1, so a key is needed: claude-relay key add NAME makes one."_s.arg(
        settings.server.host);
}

} // namespace

Core::Core(settings::Settings settings, agent::Guard &guard, journal::Journal &journal,
    agent::Approvals &approvals, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_guard(guard), m_journal(journal),
      m_approvals(approvals), m_plan([this] {
          return launch(cli::sessionLaunch(launchSettings(),
              {.kind = cli::LaunchKind::Clean,
                  .tools = settings::Tools::Chat,
                  .folder = m_settings.claude.folder}));
      }),
      m_pool(m_settings.claude, m_approvals, [this](const cli::Launch &wanted) { return launch(wanted); }),
      m_api(m_settings, m_pool, m_journal, [this] { return health(); }),
      m_server([this](const http::Request &request, std::unique_ptr<http::Reply> reply) {
          m_api.handle(request, std::move(reply));
      })
{
    connect(&m_probe, &agent::Probe::versionKnown, this, &Core::onClaudeKnown);
    connect(&m_probe, &agent::Probe::finished, this, [this] {
        m_looking = false;
        onClaudeKnown();
    });
    connect(&m_api, &api::Api::asked, this, &Core::lookAgainIfBad);
    connect(&m_pool, &agent::Pool::initialized, this, [this](const QByteArray &response) {
        const auto catalogue = cli::readCatalogue(response);
        m_api.setCatalogue(catalogue);
        m_pool.setCatalogue(catalogue);
    });
    connect(&m_pool, &agent::Pool::answered, this, &Core::onAnswered);
    connect(&m_pool, &agent::Pool::warmFailed, this, [](const QByteArray &reason) {
        qCWarning(lcRelay, "A claude process that was kept ready has ended: %s", reason.constData());
    });
    connect(&m_approvals, &agent::Approvals::decided, this,
        [](const agent::Approval &approval, agent::Decision decision, const QByteArray &why) {
            qCInfo(lcRelay, "%s of %s: %s%s%s", approval.tool.constData(), approval.client.constData(),
                agent::nameOf(decision).constData(), why.isEmpty() ? "" : ", ", why.constData());
        });
    connect(&m_pool, &agent::Pool::countsChanged, this, &Core::noteStatus);
    connect(&m_pool, &agent::Pool::stopped, this, &Core::stopped);
    connect(&m_plan, &PlanMeter::changed, this, &Core::planChanged);
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &Core::noteStatus);
}

Core::~Core() = default;

base::Expected<quint16, QString> Core::start()
{
    const auto failed = [this](Status::Trouble trouble, const QString &problem) {
        m_failedStart = {.state = Status::State::Trouble, .trouble = trouble, .problem = problem};
        return base::Unexpected{problem};
    };
    m_failedStart = {};
    if (lacksKey(m_settings))
        return failed(Status::Trouble::Other, noKey(m_settings));
    if (m_settings.demo) {
        m_simulated = std::make_unique<sim::MessagesApi>();
        if (auto port = m_simulated->listen(); !port)
            return failed(Status::Trouble::Other, port.error());
    }
    if (const auto missing = makeFolders(m_settings); !missing.isEmpty())
        return failed(Status::Trouble::Other, missing);
    m_api.setSettings(m_settings);
    m_pool.setSettings(m_settings.claude);
    auto port = m_server.listen(QHostAddress(m_settings.server.host), m_settings.server.port);
    if (!port)
        return failed(Status::Trouble::PortTaken, port.error());
    m_port = *port;
    m_uptime.start();
    warnIfShared();
    look();
    noteStatus();
    return port;
}

void Core::warnIfShared() const
{
    if (!QHostAddress(m_settings.server.host).isLoopback())
        qCWarning(lcRelay,
            "Other machines can come to %s. Who has a key can use this Claude account, and nothing on the "
            "way is "
            "encrypted.",
            qPrintable(m_settings.server.host));
}

// A sentence when a folder that is needed can't be made.
QString Core::makeFolders(settings::Settings &settings)
{
    if (settings.claude.folder.isEmpty())
        settings.claude.folder = QFileInfo(workFolder()).canonicalFilePath();
    if (settings.claude.folder.isEmpty())
        return u"There is no folder for Claude Code to work in: none can be made in the data folder of this "
               "user. Name one with --workdir."_s;
    if (settings.claude.tools == settings::Tools::All && !settings.claude.confirmAll)
        return u"With --tools all every request may run any command on this machine without asking you. If "
               u"that is "
               "what you want, say so once with --confirm-all, or in the settings file."_s;
    if (settings.demo && demoHome().isEmpty())
        return u"The demo needs a folder, and none can be made in the data folder of this user."_s;
    return {};
}

QString Core::apply(const settings::Settings &settings)
{
    if (m_port == 0)
        return {}; // it stops
    auto wanted = settings;
    wanted.demo = m_settings.demo; // of a whole run
    if (auto missing = makeFolders(wanted); !missing.isEmpty())
        return missing;
    const auto problem = lacksKey(wanted) ? noKey(wanted) : moveTo(wanted.server);
    if (!problem.isEmpty()) {
        wanted.server.host = m_settings.server.host;
        wanted.server.port = m_settings.server.port;
    }
    const bool otherProgram = wanted.claude.program != m_settings.claude.program;
    const bool otherHost = wanted.server.host != m_settings.server.host;
    m_settings = wanted;
    if (otherHost)
        warnIfShared();
    m_api.setSettings(m_settings);
    m_pool.setSettings(m_settings.claude);
    if (otherProgram) {
        m_pool.setUnknown();
        look();
    } else if (m_claude.version && !m_claude.problem) {
        m_pool.setReady(launchSettings(), m_claude.loggedIn.value_or(false));
    }
    noteStatus();
    return problem;
}

QString Core::moveTo(const settings::Server &server)
{
    const bool samePort = server.port == m_settings.server.port || server.port == m_port;
    if (samePort && server.host == m_settings.server.host)
        return {};
    auto port = m_server.move(QHostAddress(server.host), server.port);
    if (!port)
        return u"It goes on at %1: %2."_s.arg(baseUrl(), port.error());
    m_port = *port;
    return {};
}

void Core::stop()
{
    m_server.stopListening();
    m_port = 0;
    m_pool.stop(Grace);
    noteStatus();
}

cli::LaunchSettings Core::launchSettings() const
{
    return {.program = m_claude.program,
        .environment = QProcessEnvironment::systemEnvironment(),
        .relayHost = m_settings.server.host,
        .relayPort = m_port,
        .apiBaseUrl = m_simulated ? QString::fromLatin1(m_simulated->baseUrl()) : QString(),
        .apiHome = m_simulated ? demoHome() : QString(),
        .features = m_claude.version ? cli::featuresOf(*m_claude.version) : cli::Features()};
}

std::unique_ptr<agent::Channel> Core::launch(const cli::Launch &launch)
{
    QDir().mkpath(launch.wish.folder); // somebody may have cleaned up
    return std::make_unique<agent::ProcessChannel>(launch, m_guard, m_guard.mark(++m_sessions));
}

void Core::look()
{
    m_looking = true;
    m_sinceLook.start();
    const auto environment = QProcessEnvironment::systemEnvironment();
    m_probe.start(
        agent::findClaude(m_settings.claude.program, environment), cli::childEnvironment(launchSettings()));
}

// A claude that was installed or logged in meanwhile is found by the next request.
void Core::lookAgainIfBad()
{
    if (m_looking || m_port == 0)
        return;
    if (m_claude.problem) {
        m_pool.setUnknown();
        look();
    } else if (!m_claude.loggedIn.value_or(true)
        && m_sinceLook.hasExpired(std::chrono::milliseconds(ShortestLookAgain).count())) {
        look();
    }
}

void Core::onClaudeKnown()
{
    m_claude = m_probe.status();
    if (m_claude.problem)
        m_pool.setUnavailable(*m_claude.problem);
    else
        m_pool.setReady(launchSettings(), m_claude.loggedIn.value_or(false));
    if (!m_looking)
        logClaude();
    noteStatus();
}

// Once, however often it is looked for.
void Core::logClaude()
{
    if (m_loggedClaude == m_claude)
        return;
    m_loggedClaude = m_claude;
    if (m_claude.version)
        qCInfo(lcRelay, "claude %s at %s", cli::toByteArray(*m_claude.version).constData(),
            qPrintable(m_claude.program));
    if (const auto problem = api::problemText(m_claude); !problem.isEmpty())
        qCWarning(lcRelay, "%s", problem.constData());
}

void Core::lookAgain()
{
    if (m_looking || m_port == 0)
        return;
    look();
}

void Core::askPlan()
{
    if (m_port != 0 && m_claude.version && m_claude.loggedIn.value_or(false))
        m_plan.ask();
}

void Core::onAnswered(const std::optional<chat::Error> &error)
{
    noteLimit(error);
    if (!error)
        noteLogin(true);
    else if (error->kind == chat::ErrorKind::NotLoggedIn)
        noteLogin(false);
}

void Core::noteLogin(bool loggedIn)
{
    if (m_claude.problem || m_looking || m_claude.loggedIn == loggedIn)
        return;
    m_claude.loggedIn = loggedIn;
    m_plan.forget();
    m_pool.setReady(launchSettings(), loggedIn);
    noteStatus();
}

void Core::noteLimit(const std::optional<chat::Error> &error)
{
    if (error && error->kind == chat::ErrorKind::RateLimited) {
        const auto time =
            std::clamp<std::chrono::seconds>(error->retryAfter.value_or(LimitWhenNotTold), 1s, LongestLimit);
        m_limitedUntil =
            error->retryAfter ? QDateTime::currentDateTimeUtc().addSecs(time.count()) : QDateTime();
        m_limitText = error->message;
        m_limit.start(time);
    } else if (!error && m_limit.isActive()) {
        m_limit.stop();
    } else {
        return;
    }
    noteStatus();
}

QString Core::baseUrl() const
{
    if (m_port == 0)
        return {};
    const QHostAddress address(m_settings.server.host);
    auto host = m_settings.server.host;
    if (host == "0.0.0.0"_L1)
        host = u"127.0.0.1"_s;
    else if (host == "::"_L1)
        host = u"[::1]"_s;
    else if (address.protocol() == QHostAddress::IPv6Protocol)
        host = u'[' + host + u']';
    return u"http://%1:%2/v1"_s.arg(host).arg(m_port);
}

Status Core::status() const
{
    if (m_port == 0)
        return m_failedStart;
    const auto counts = m_pool.counts();
    auto status = trouble();
    status.baseUrl = baseUrl();
    status.active = counts.busy + counts.queued;
    status.claude = m_claude.program;
    if (m_claude.version)
        status.claudeVersion = QString::fromLatin1(cli::toByteArray(*m_claude.version));
    status.demo = m_settings.demo;
    if (status.trouble != Status::Trouble::None)
        status.state = Status::State::Trouble;
    else if (!m_claude.version || (m_looking && !m_claude.loggedIn))
        status.state = Status::State::Starting;
    else
        status.state = status.active > 0 ? Status::State::Working : Status::State::Ready;
    return status;
}

Status Core::trouble() const
{
    using Trouble = Status::Trouble;
    if (m_claude.problem || !m_claude.loggedIn.value_or(true))
        return {.trouble = m_claude.problem ? Trouble::ClaudeMissing : Trouble::LoggedOut,
            .problem = QString::fromUtf8(api::problemText(m_claude))};
    if (m_limit.isActive())
        return {.trouble = Trouble::RateLimited,
            .problem = QString::fromUtf8(m_limitText),
            .until = m_limitedUntil};
    return {};
}

void Core::noteStatus()
{
    if (auto now = status(); now != m_lastStatus) {
        m_lastStatus = now;
        Q_EMIT statusChanged(now);
    }
}

api::Health Core::health() const
{
    return {.claude = m_claude,
        .sessions = m_pool.counts(),
        .maxSessions = m_settings.claude.maxSessions,
        .connections = m_server.connectionCount(),
        .tally = m_pool.tally(),
        .approvals = m_approvals.decisions(),
        .totals = m_journal.totals(),
        .uptime = std::chrono::seconds(m_uptime.elapsed() / 1000),
        .tools = m_settings.claude.tools,
        .waitingApprovals = m_approvals.count(),
        .demoApi = m_simulated ? m_simulated->baseUrl() : QByteArray()};
}

} // namespace app
