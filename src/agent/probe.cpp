#include "agent/probe.h"

#include "base/json.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTimer>

#include <csignal>

#include <unistd.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace agent {

namespace {

constexpr auto LongestRun = 20s;

void killGroup(const QProcess &process)
{
    if (process.processId() > 0)
        ::kill(-pid_t(process.processId()), SIGKILL);
}

std::optional<bool> readLoggedIn(const QByteArray &output)
{
    std::optional<bool> loggedIn;
    base::json::Reader reader;
    const auto status =
        reader.object(output, [&](QByteArrayView key, base::json::Value value) -> base::json::Status {
            if (key == "loggedIn") {
                if (const auto flag = value.boolean())
                    loggedIn = *flag;
            }
            return base::json::ok();
        });
    return status ? loggedIn : std::nullopt;
}

} // namespace

chat::Error missingError()
{
    return {.kind = chat::ErrorKind::CliMissing,
        .message =
            "There is no claude command on this machine. Install Claude Code (npm install -g "
            "@anthropic-ai/claude-code), run claude once to log in, and ask again; if it is installed, "
            "give its path with --claude."};
}

QString findClaude(const QString &wanted, const QProcessEnvironment &environment)
{
    if (wanted.contains(u'/')) {
        const QFileInfo file(wanted);
        return file.isFile() && file.isExecutable() ? file.absoluteFilePath() : QString();
    }
    const auto path = environment.value(u"PATH"_s).split(QDir::listSeparator(), Qt::SkipEmptyParts);
    const auto name = wanted.isEmpty() ? u"claude"_s : wanted;
    if (const auto found = QStandardPaths::findExecutable(name, path); !found.isEmpty())
        return found;
    if (!wanted.isEmpty())
        return {};
    // A desktop session's PATH often lacks the folders that a shell's start files add.
    const auto home = QDir::homePath();
    return QStandardPaths::findExecutable(name,
        {home + "/.local/bin"_L1, home + "/.claude/local"_L1, home + "/.npm-global/bin"_L1, home + "/bin"_L1,
            u"/opt/homebrew/bin"_s, u"/usr/local/bin"_s});
}

Probe::~Probe()
{
    stop();
}

void Probe::stop()
{
    if (m_running)
        killGroup(*m_running);
    m_running.clear();
}

void Probe::start(const QString &program, const QProcessEnvironment &environment)
{
    stop();
    m_environment = environment;
    m_status = {.program = program};
    if (program.isEmpty()) {
        m_status.problem = missingError();
        QMetaObject::invokeMethod(
            this,
            [this] {
                Q_EMIT versionKnown();
                Q_EMIT finished();
            },
            Qt::QueuedConnection);
        return;
    }
    run({u"--version"_s}, [this](const Outcome &outcome) { onVersion(outcome); });
}

void Probe::run(const QStringList &arguments, const std::function<void(const Outcome &)> &then)
{
    auto *process = new QProcess(this);
    m_running = process;
    auto *limit = new QTimer(process);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, process, [process] { killGroup(*process); });
    const auto end = [this, process, then](bool ran) {
        process->deleteLater();
        if (m_running != process)
            return; // another one was started, or this one has ended already
        m_running.clear();
        then({ran, process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError()});
    };
    connect(process, &QProcess::finished, this,
        [end](int, QProcess::ExitStatus status) { end(status == QProcess::NormalExit); });
    // Queued: without room for another process or descriptor Qt tells it inside start().
    connect(
        process, &QProcess::errorOccurred, this,
        [process, end] {
            if (process->state() == QProcess::NotRunning)
                end(false);
        },
        Qt::QueuedConnection);
    process->setProcessEnvironment(m_environment);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setChildProcessModifier([] { ::setsid(); });
    process->start(m_status.program, arguments);
    limit->start(LongestRun);
}

void Probe::onVersion(const Outcome &outcome)
{
    m_status.version = cli::parseVersion(outcome.output);
    if (!outcome.ran || outcome.exitCode != 0 || !m_status.version) {
        const auto said = outcome.errors.trimmed().split('\n').last();
        m_status.problem = chat::Error{.kind = chat::ErrorKind::CliMissing,
            .message = m_status.program.toUtf8() + " --version failed" + (said.isEmpty() ? "." : ": " + said)
                + " claude-relay doctor tells more."};
        Q_EMIT versionKnown();
        Q_EMIT finished();
        return;
    }
    run({u"auth"_s, u"status"_s}, [this](const Outcome &login) { onLogin(login); });
    Q_EMIT versionKnown();
}

// Prints JSON and exits with 1 when logged out. A CLI too old to know the command is given the benefit of the doubt.
void Probe::onLogin(const Outcome &outcome)
{
    m_status.loggedIn = readLoggedIn(outcome.output).value_or(true);
    Q_EMIT finished();
}

} // namespace agent
