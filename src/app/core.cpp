#include "app/core.h"

#include "agent/process_channel.h"
#include "app/folders.h"
#include "app/leftovers.h"
#include "app/log.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr auto Grace = 5s; // for running answers when the relay stops

// Over all cores of this program: the guard looks for the processes of one twice.
qint64 nextSession()
{
    static qint64 last = 0;
    return ++last;
}

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

// A sentence when a folder that is needed can't be made.
QString makeFolders(settings::Settings &settings)
{
    if (settings.claude.folder.isEmpty())
        settings.claude.folder = QFileInfo(workFolder()).canonicalFilePath();
    if (settings.claude.folder.isEmpty())
        return u"There is no folder for Claude Code to work in: none can be made in the data folder of this "
               "user. Name one with --workdir."_s;
    if (settings.demo && demoHome().isEmpty())
        return u"The demo needs a folder, and none can be made in the data folder of this user."_s;
    return {};
}

// A sentence when everything is to be allowed and nobody has said that this is meant.
QString unconfirmed(const settings::Settings &settings)
{
    if (settings.claude.tools != settings::Tools::All || settings.claude.confirmAll)
        return {};
    return u"With --tools all every request may run any command on this machine without asking you. If you "
           "want that, say so once with --confirm-all, or in the settings file."_s;
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
      m_server([this](const http::Request &request,
                   std::unique_ptr<http::Reply> reply) { m_api.handle(request, std::move(reply)); },
          limitsOf(m_settings.limits)),
      m_listening(m_server)
{
    // A line and a number only: there is neither path nor client to be shown in the journal, and a flood of them would
    // push the requests out of it.
    connect(&m_server, &http::Server::refused, this, [](int status, const QByteArray &message) {
        qCInfo(lcRelay, "Refused with %d: %s", status, message.constData());
    });
    m_server.setDoorkeeper([this](const http::Request &request) { return m_api.wantsBody(request); });
    connect(&m_probe, &agent::Probe::versionKnown, this, &Core::onClaudeKnown);
    connect(&m_probe, &agent::Probe::finished, this, [this] {
        m_looking = false;
        onClaudeKnown();
    });
    connect(&m_api, &api::Api::asked, this, &Core::onAsked);
    connect(&m_pool, &agent::Pool::initialized, this, [this](const QByteArray &response) {
        const auto catalogue = cli::readCatalogue(response);
        m_api.setCatalogue(catalogue);
        m_pool.setCatalogue(catalogue);
    });
    connect(&m_pool, &agent::Pool::answered, this, &Core::onAnswered);
    connect(&m_pool, &agent::Pool::warmFailed, this,
        [](const QByteArray &reason, std::chrono::milliseconds pause) {
            qCWarning(lcRelay, "A claude process that was kept ready has ended; the next in %lld s: %s",
                qint64(pause.count() / 1000), reason.constData());
        });
    connect(&m_approvals, &agent::Approvals::decided, this,
        [](const agent::Approval &approval, agent::Decision decision, const QByteArray &why) {
            qCInfo(lcRelay, "%s of %s: %s%s%s", approval.tool.constData(),
                approval.client.isEmpty() ? "an unnamed client" : approval.client.constData(),
                agent::nameOf(decision).constData(), why.isEmpty() ? "" : ", ", why.constData());
        });
    connect(&m_pool, &agent::Pool::countsChanged, this, &Core::noteStatus);
    connect(&m_pool, &agent::Pool::stopped, this, &Core::stopped);
    connect(&m_plan, &PlanMeter::changed, this, &Core::planChanged);
    connect(&m_limit, &RateLimit::changed, this, &Core::noteStatus);
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
    for (const auto &problem : {unconfirmed(m_settings), makeFolders(m_settings)}) {
        if (!problem.isEmpty())
            return failed(Status::Trouble::Other, problem);
    }
    m_api.setSettings(m_settings);
    m_pool.setKeys(settings::allKeys(m_settings));
    m_pool.setSettings(m_settings.claude);
    if (const auto problem = m_listening.openPort(m_settings.server); !problem.isEmpty())
        return failed(Status::Trouble::PortTaken, problem);
    if (const auto problem = m_listening.openSocket(m_settings.server); !problem.isEmpty()) {
        m_listening.stop();
        return failed(Status::Trouble::Other, problem);
    }
    m_uptime.start();
    endLeftovers(m_guard, this);
    warnIfShared();
    look();
    noteStatus();
    return m_listening.port();
}

void Core::warnIfShared() const
{
    if (settings::needsKey(m_settings))
        qCWarning(lcRelay,
            "Other machines can come to %s. Who has a key can use this Claude account there, and what is "
            "sent is not encrypted.",
            qPrintable(m_settings.server.host));
}

QString Core::apply(const settings::Settings &settings)
{
    if (!m_listening.isOpen())
        return {}; // it stops
    auto wanted = settings;
    wanted.demo = m_settings.demo; // of a whole run
    // What can't be is passed over; all else holds, a key that was taken away before all.
    QStringList problems{unconfirmed(wanted), makeFolders(wanted)};
    if (!problems[0].isEmpty())
        wanted.claude.tools = std::min(m_settings.claude.tools, settings::Tools::Edits);
    if (wanted.claude.folder.isEmpty())
        wanted.claude.folder = m_settings.claude.folder;
    problems.append(lacksKey(wanted) ? noKey(wanted) : m_listening.move(wanted.server));
    m_listening.keepPlace(wanted.server); // where it is, if it could not move
    const bool otherProgram = wanted.claude.program != m_settings.claude.program;
    const bool otherHost = wanted.server.host != m_settings.server.host;
    m_settings = wanted;
    if (otherHost)
        warnIfShared();
    m_server.setLimits(limitsOf(m_settings.limits));
    m_api.setSettings(m_settings);
    m_pool.setKeys(settings::allKeys(m_settings));
    m_pool.setSettings(m_settings.claude);
    if (otherProgram) {
        m_pool.setUnknown();
        look();
    } else if (m_claude.version && !m_claude.problem) {
        m_pool.setReady(launchSettings(), m_claude.loggedIn.value_or(false));
    }
    noteStatus();
    problems.removeAll(QString());
    return problems.join(u' ');
}

void Core::stop()
{
    m_listening.stop();
    m_pool.stop(Grace);
    noteStatus();
}

cli::LaunchSettings Core::launchSettings() const
{
    return {.program = m_claude.program,
        .environment = QProcessEnvironment::systemEnvironment(),
        .relayHost = m_settings.server.host,
        .relayPort = m_listening.port(),
        .apiBaseUrl = m_simulated ? QString::fromLatin1(m_simulated->baseUrl()) : QString(),
        .apiHome = m_simulated ? demoHome() : QString(),
        .features = m_claude.version ? cli::featuresOf(*m_claude.version) : cli::Features()};
}

std::unique_ptr<agent::Channel> Core::launch(const cli::Launch &launch)
{
    if (launch.wish.folder == m_settings.claude.folder)
        QDir().mkpath(launch.wish.folder); // somebody may have cleaned up
    return std::make_unique<agent::ProcessChannel>(launch, m_guard, m_guard.mark(nextSession()));
}

QString Core::baseUrl() const
{
    return m_listening.baseUrl();
}

Status Core::status() const
{
    if (!m_listening.isOpen())
        return m_failedStart;
    const auto counts = m_pool.counts();
    auto status = trouble();
    status.baseUrl = baseUrl();
    status.socket = socketPath();
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
    if (m_limit.holds())
        return {.trouble = Trouble::RateLimited,
            .problem = QString::fromUtf8(m_limit.text()),
            .until = m_limit.until()};
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
        .refusals = m_server.refusals(),
        .tally = m_pool.tally(),
        .approvals = m_approvals.decisions(),
        .totals = m_journal.totals(),
        .uptime = std::chrono::seconds(m_uptime.elapsed() / 1000),
        .tools = m_settings.claude.tools,
        .waitingApprovals = m_approvals.count(),
        .demoApi = m_simulated ? m_simulated->baseUrl() : QByteArray()};
}

} // namespace app
