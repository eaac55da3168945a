#pragma once

#include "agent/channel.h"
#include "agent/guard.h"
#include "agent/process_memory.h"
#include "cli/launch.h"

#include <QProcess>
#include <QTimer>

namespace agent {

// A process of the CLI, in a session and process group of its own, which ends as a whole.
class ProcessChannel : public Channel
{
    Q_OBJECT

public:
    // Starts at once. `guard` must outlive this; `mark` tells the session's processes from all others.
    ProcessChannel(const cli::Launch &launch, Guard &guard, const QByteArray &mark);
    ~ProcessChannel() override;

    void write(const QByteArray &bytes) override;
    void end(End how) override;
    QByteArray errorOutput() const override { return m_errorOutput; }

    qint64 memory() const override { return processMemory(processId()); }
    qint64 processId() const override { return m_process.processId(); }

private:
    void start(const cli::Launch &launch);
    void readOutput();
    void readErrors();
    void onStarted();
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void close(const chat::Error &error);
    void force();
    void signalGroup(int signal) const;

    QProcess m_process;
    QTimer m_patience; // between the polite end and the other one
    Guard &m_guard;
    QByteArray m_mark;
    QByteArray m_errorOutput;
    qint64 m_group = 0;
    bool m_ending = false;
    bool m_forced = false;
    bool m_closed = false;
};

} // namespace agent
