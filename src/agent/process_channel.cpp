#include "agent/process_channel.h"

#include "agent/probe.h"

#include <QFileInfo>

#include <csignal>

#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace agent {

namespace {

// The CLI needs up to 1.5 s to end a running tool of its own (measured on 2.1.330).
constexpr auto Patience = 3s;
constexpr qsizetype KeptErrorOutput = 4000;
constexpr qsizetype LongestErrorLine = 1000;

QByteArray lastLine(const QByteArray &text)
{
    const auto lines = text.trimmed();
    return lines.sliced(lines.lastIndexOf('\n') + 1).trimmed().left(LongestErrorLine);
}

chat::Error failure(const QByteArray &message)
{
    return {.kind = chat::ErrorKind::CliFailed, .message = message};
}

chat::Error cantStart(const QProcess &process, chat::ErrorKind kind)
{
    return {.kind = kind, .message = "claude could not be started: " + process.errorString().toUtf8() + '.'};
}

// Runs in the child between fork and exec: async-signal-safe calls only.
void prepareChild()
{
    ::setsid();
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGXFSZ, SIG_DFL);
#ifdef Q_OS_LINUX
    // Follows the thread that forked: sessions are started from one that lives as long as the program.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
}

} // namespace

ProcessChannel::ProcessChannel(const cli::Launch &launch, Guard &guard, const QByteArray &mark)
    : m_guard(guard), m_mark(mark)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &ProcessChannel::force);
    connect(&m_process, &QProcess::started, this, &ProcessChannel::onStarted);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ProcessChannel::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ProcessChannel::readErrors);
    connect(&m_process, &QProcess::finished, this, &ProcessChannel::onFinished);
    start(launch);
    connect(&m_process, &QProcess::errorOccurred, this, [this] {
        if (m_process.state() == QProcess::NotRunning && m_group == 0)
            close(cantStart(m_process, chat::ErrorKind::CliFailed));
    });
}

ProcessChannel::~ProcessChannel()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning)
        signalGroup(SIGKILL); // QProcess waits for it; without this it would wait for long
}

void ProcessChannel::start(const cli::Launch &launch)
{
    // Qt 6.4 leaks a descriptor with each start that fails, so the usual reasons are looked for before.
    const auto refuse = [this](const chat::Error &error) {
        QMetaObject::invokeMethod(
            this, [this, error] { close(error); }, Qt::QueuedConnection);
    };
    if (!QFileInfo(launch.program).isExecutable())
        return refuse(missingError());
    const QFileInfo folder(launch.wish.folder);
    const QByteArray named = ": " + launch.wish.folder.toUtf8() + '.';
    if (!folder.isDir())
        return refuse(failure("The working folder does not exist" + named));
    if (folder.canonicalFilePath() != launch.wish.folder)
        return refuse(failure("The working folder is another one by now" + named));
    if (!folder.isExecutable())
        return refuse(failure("The working folder can't be entered" + named));

    auto environment = launch.environment;
    environment.insert(QString::fromLatin1(Guard::MarkName), QString::fromLatin1(m_mark));
    m_process.setProgram(launch.program);
    m_process.setArguments(launch.arguments);
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(launch.wish.folder);
    m_process.setChildProcessModifier(prepareChild);
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    // Without it each start copies the page tables of the relay.
    m_process.setUnixProcessParameters(
        QProcess::UnixProcessFlag::UseVFork | QProcess::UnixProcessFlag::ResetSignalHandlers);
#endif
    m_process.start();
    // What is told at once is that there is no room for a process or a descriptor.
    if (m_process.state() == QProcess::NotRunning)
        refuse(cantStart(m_process, chat::ErrorKind::Overloaded));
}

void ProcessChannel::onStarted()
{
    m_group = m_process.processId();
    m_guard.watch(pid_t(m_group));
    if (m_ending)
        signalGroup(m_forced ? SIGKILL : SIGTERM);
}

void ProcessChannel::write(const QByteArray &bytes)
{
    if (!m_closed && !m_ending && m_process.isOpen())
        m_process.write(bytes);
}

void ProcessChannel::end(End how)
{
    if (m_ending || m_closed)
        return;
    m_ending = true;
    if (how == End::AtOnce) {
        force();
        return;
    }
    m_patience.start(Patience);
    signalGroup(SIGTERM);
}

void ProcessChannel::force()
{
    m_forced = true;
    signalGroup(SIGKILL);
}

void ProcessChannel::readOutput()
{
    while (const auto size = m_process.bytesAvailable()) {
        const auto got = m_process.read(lines().reserve(size), size);
        if (got <= 0)
            break;
        lines().commit(got);
    }
    Q_EMIT readable();
}

void ProcessChannel::readErrors()
{
    m_errorOutput = (m_errorOutput + m_process.readAllStandardError()).right(KeptErrorOutput);
}

void ProcessChannel::onFinished(int exitCode, QProcess::ExitStatus status)
{
    readErrors();
    const bool crashed = status == QProcess::CrashExit;
    auto reason = crashed ? QByteArray("claude was ended by a signal")
                          : "claude ended with exit code " + QByteArray::number(exitCode);
    const auto complaint = lastLine(m_errorOutput);
    reason += complaint.isEmpty() ? QByteArray(".") : ": " + complaint;
    close(failure(reason));
}

void ProcessChannel::close(const chat::Error &error)
{
    if (std::exchange(m_closed, true))
        return;
    m_patience.stop();
    if (m_group > 0) {
        signalGroup(SIGKILL); // what it left in its group
        m_guard.release(pid_t(m_group));
        // Asked politely, the CLI has ended its shells, which have groups of their own; else they still run.
        if (m_forced || !m_ending)
            m_guard.sweep(m_mark);
    }
    Q_EMIT closed(error);
}

void ProcessChannel::signalGroup(int signal) const
{
    if (m_group > 0)
        ::kill(-pid_t(m_group), signal);
}

} // namespace agent
