#include "app/doctor_command.h"

#include "agent/probe.h"
#include "agent/process_channel.h"
#include "agent/session.h"
#include "app/folders.h"
#include "cli/catalogue.h"
#include "cli/incoming.h"
#include "cli/opening.h"
#include "cli/outgoing.h"
#include "http/server.h"
#include "sim/messages_api.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHostAddress>

#include <cstdio>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr auto LongestStart = 20s;

// The checks, one after the other; each prints its line and calls the next.
class Doctor : public QObject
{
    Q_OBJECT

public:
    Doctor(settings::Settings settings, agent::Guard &guard) : m_settings(std::move(settings)), m_guard(guard)
    {
        connect(&m_probe, &agent::Probe::finished, this, &Doctor::onProbed);
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, this, [this] {
            finishStart(false, u"claude did not answer within %1 seconds"_s.arg(LongestStart.count()),
                u"run claude in a terminal and see what it waits for"_s);
        });
    }

    void start()
    {
        tell(true, u"Qt %1"_s.arg(QString::fromLatin1(qVersion())), {});
        checkPort();
        if (m_settings.demo) {
            m_simulated = std::make_unique<sim::MessagesApi>();
            const auto port = m_simulated->listen();
            tell(bool(port), u"simulated API"_s, port ? QString() : port.error());
        }
        const auto environment = QProcessEnvironment::systemEnvironment();
        const auto program = agent::findClaude(m_settings.claude.program, environment);
        m_launch = {.program = program,
            .folder = m_settings.claude.folder.isEmpty() ? workFolder() : m_settings.claude.folder,
            .environment = environment,
            .apiBaseUrl = m_simulated ? QString::fromLatin1(m_simulated->baseUrl()) : QString(),
            .apiHome = m_simulated ? demoHome() : QString()};
        m_probe.start(program, cli::childEnvironment(m_launch));
    }

Q_SIGNALS:
    void finished(int exitCode);

private:
    void tell(bool good, const QString &what, const QString &mend)
    {
        m_failures += good ? 0 : 1;
        std::printf("%s  %s\n", good ? "pass" : "FAIL", qPrintable(what));
        if (!good && !mend.isEmpty())
            std::printf("      %s\n", qPrintable(mend));
        std::fflush(stdout);
    }

    void checkPort()
    {
        http::Server server([](const http::Request &, std::unique_ptr<http::Reply>) {});
        const auto port = server.listen(QHostAddress(m_settings.server.host), m_settings.server.port);
        tell(bool(port), u"port %1 on %2 is free"_s.arg(m_settings.server.port).arg(m_settings.server.host),
            u"another program has it, maybe a claude-relay that runs already; --port 0 takes a free one"_s);
    }

    void onProbed()
    {
        const auto &status = m_probe.status();
        tell(!status.program.isEmpty(),
            status.program.isEmpty() ? u"claude found"_s : "claude found at "_L1 + status.program,
            u"install Claude Code: npm install -g @anthropic-ai/claude-code; or give its path with --claude"_s);
        if (!status.program.isEmpty()) {
            tell(status.version.has_value(),
                status.version ? "version "_L1 + QString::fromLatin1(cli::toByteArray(*status.version))
                               : u"version"_s,
                status.problem ? QString::fromUtf8(status.problem->message) : QString());
        }
        if (!status.version) {
            Q_EMIT finished(1);
            return;
        }
        m_launch.features = cli::featuresOf(*status.version);
        tell(m_launch.features.level == cli::Level::TwoWay,
            m_launch.features.level == cli::Level::TwoWay
                ? u"this version keeps the roles of a conversation and can be started ahead of need"_s
                : u"this version takes a conversation only as one prompt"_s,
            u"update it: claude update"_s);
        tell(status.loggedIn.value_or(false), u"logged in"_s,
            u"run claude in a terminal and log in with /login"_s);
        dryStart();
    }

    // Starts a process as a session does and says hello, without a question: no token is spent.
    void dryStart()
    {
        m_sinceStart.start();
        m_channel = std::make_unique<agent::ProcessChannel>(
            cli::sessionLaunch(m_launch, cli::LaunchKind::Full, {}), m_guard, m_guard.mark(0));
        connect(m_channel.get(), &agent::Channel::readable, this, &Doctor::onReadable);
        connect(m_channel.get(), &agent::Channel::closed, this, [this](const QByteArray &reason) {
            finishStart(false, u"a session starts"_s, QString::fromUtf8(reason));
            Q_EMIT finished(m_failures > 0 ? 1 : 0);
        });
        m_patience.start(LongestStart);
        m_channel->write(cli::initializeLine(cli::InitializeId, {}, {}, {}));
    }

    void onReadable()
    {
        std::vector<cli::Incoming> lines;
        m_channel->lines().take([&](QByteArrayView line) { m_decoder.decode(line, lines); });
        for (const auto &line : lines) {
            const auto *response = std::get_if<cli::ControlResponse>(&line);
            if (response && response->requestId == cli::InitializeId)
                finishStart(response->success,
                    u"a session starts, in %1 ms, and offers %2 models"_s.arg(m_sinceStart.elapsed())
                        .arg(cli::readCatalogue(response->response).size()),
                    QString::fromUtf8(response->error));
        }
    }

    void finishStart(bool good, const QString &what, const QString &mend)
    {
        if (std::exchange(m_startTold, true))
            return;
        m_patience.stop();
        tell(good, what, mend);
        m_channel->end(agent::Channel::End::Polite);
    }

    settings::Settings m_settings;
    agent::Guard &m_guard;
    agent::Probe m_probe;
    cli::LaunchSettings m_launch;
    cli::IncomingDecoder m_decoder;
    std::unique_ptr<sim::MessagesApi> m_simulated;
    std::unique_ptr<agent::ProcessChannel> m_channel;
    QTimer m_patience;
    QElapsedTimer m_sinceStart;
    int m_failures = 0;
    bool m_startTold = false;
};

} // namespace

int doctor(int &argc, char **argv, const settings::Settings &settings, agent::Guard &guard)
{
    const QCoreApplication application(argc, argv);
    Doctor checks(settings, guard);
    QObject::connect(
        &checks, &Doctor::finished, &application, [](int exitCode) { QCoreApplication::exit(exitCode); },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &checks, [&checks] { checks.start(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app

#include "doctor_command.moc"
