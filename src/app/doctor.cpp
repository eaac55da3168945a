#include "app/doctor.h"

#include "agent/session.h"
#include "app/folders.h"
#include "cli/catalogue.h"
#include "cli/opening.h"
#include "cli/outgoing.h"
#include "http/server.h"

#include <QHostAddress>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr auto LongestStart = 20s;

} // namespace

Doctor::Doctor(settings::Settings settings, quint16 ownPort, agent::Guard &guard, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_ownPort(ownPort), m_guard(guard)
{
    connect(&m_probe, &agent::Probe::finished, this, &Doctor::onProbed);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        finishStart(false, tr("claude did not answer within %1 seconds").arg(LongestStart.count()),
            tr("run claude in a terminal and see what it waits for"));
    });
}

Doctor::~Doctor() = default;

void Doctor::start()
{
    tell(true, u"Qt %1"_s.arg(QString::fromLatin1(qVersion())), {});
    checkPort();
    if (m_settings.demo) {
        m_simulated = std::make_unique<sim::MessagesApi>();
        const auto port = m_simulated->listen();
        tell(bool(port), tr("simulated API"), port ? QString() : port.error());
    }
    const auto environment = QProcessEnvironment::systemEnvironment();
    const auto program = agent::findClaude(m_settings.claude.program, environment);
    m_launch = {.program = program,
        .environment = environment,
        .apiBaseUrl = m_simulated ? QString::fromLatin1(m_simulated->baseUrl()) : QString(),
        .apiHome = m_simulated ? demoHome() : QString()};
    m_probe.start(program, cli::childEnvironment(m_launch));
}

void Doctor::tell(bool good, const QString &what, const QString &mend)
{
    m_failures += good ? 0 : 1;
    Q_EMIT found({good, what, good ? QString() : mend});
}

void Doctor::checkPort()
{
    const auto &wanted = m_settings.server;
    if (m_ownPort != 0 && (wanted.port == m_ownPort || wanted.port == 0)) {
        tell(true, tr("port %1 on %2 is this relay's own").arg(m_ownPort).arg(wanted.host), {});
        return;
    }
    http::Server server([](const http::Request &, std::unique_ptr<http::Reply>) {});
    const auto port = server.listen(QHostAddress(wanted.host), wanted.port);
    tell(bool(port), tr("port %1 on %2 is free").arg(wanted.port).arg(wanted.host),
        tr("another program has it, maybe a claude-relay that runs already; --port 0 takes a free one"));
}

void Doctor::onProbed()
{
    const auto &status = m_probe.status();
    tell(!status.program.isEmpty(),
        status.program.isEmpty() ? tr("claude found") : tr("claude found at %1").arg(status.program),
        tr("install Claude Code: npm install -g @anthropic-ai/claude-code; or give its path with --claude"));
    if (!status.program.isEmpty()) {
        tell(status.version.has_value(),
            status.version ? tr("version %1").arg(QString::fromLatin1(cli::toByteArray(*status.version)))
                           : tr("version"),
            status.problem ? QString::fromUtf8(status.problem->message) : QString());
    }
    if (!status.version) {
        Q_EMIT finished(false);
        return;
    }
    m_launch.features = cli::featuresOf(*status.version);
    tell(m_launch.features.level == cli::Level::TwoWay,
        m_launch.features.level == cli::Level::TwoWay
            ? tr("this version keeps the roles of a conversation and can be started ahead of need")
            : tr("this version takes a conversation only as one prompt"),
        tr("update it: claude update"));
    tell(status.loggedIn.value_or(false), tr("logged in"),
        tr("run claude in a terminal and log in with /login"));
    dryStart();
}

// Starts a process as a session does and says hello, without a question: no token is spent.
void Doctor::dryStart()
{
    m_sinceStart.start();
    const auto folder = m_settings.claude.folder.isEmpty() ? workFolder() : m_settings.claude.folder;
    m_channel = std::make_unique<agent::ProcessChannel>(
        cli::sessionLaunch(m_launch, {.tools = m_settings.claude.tools, .folder = folder}), m_guard,
        m_guard.mark(0));
    connect(m_channel.get(), &agent::Channel::readable, this, &Doctor::onReadable);
    connect(m_channel.get(), &agent::Channel::closed, this, [this](const chat::Error &error) {
        finishStart(false, tr("a session starts"), QString::fromUtf8(error.message));
        Q_EMIT finished(m_failures == 0);
    });
    m_patience.start(LongestStart);
    m_channel->write(cli::initializeLine(cli::InitializeId, {}, {}, {}));
}

void Doctor::onReadable()
{
    std::vector<cli::Incoming> lines;
    m_channel->lines().take([&](QByteArrayView line) { m_decoder.decode(line, lines); });
    for (const auto &line : lines) {
        const auto *response = std::get_if<cli::ControlResponse>(&line);
        if (response && response->requestId == cli::InitializeId)
            finishStart(response->success,
                tr("a session starts, in %1 ms, and offers %2 models")
                    .arg(m_sinceStart.elapsed())
                    .arg(cli::readCatalogue(response->response).size()),
                QString::fromUtf8(response->error));
    }
}

void Doctor::finishStart(bool good, const QString &what, const QString &mend)
{
    if (std::exchange(m_startTold, true))
        return;
    m_patience.stop();
    tell(good, what, mend);
    m_channel->end(agent::Channel::End::Polite);
}

} // namespace app
