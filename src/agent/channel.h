#pragma once

#include "cli/lines.h"

#include <QObject>

namespace agent {

// A pipe of lines to one process of the CLI, or to a script in tests. Nothing is emitted inside a call.
class Channel : public QObject
{
    Q_OBJECT

public:
    // What arrived; readable() tells when there is more.
    cli::Lines &lines() { return m_lines; }

    virtual void write(const QByteArray &bytes) = 0;

    enum class End {
        Polite, // it may put its house in order
        AtOnce, // it must not do another thing
    };

    // Ends the other side and all that it started; closed() follows.
    virtual void end(End how) = 0;

    // What the other side has complained of outside the protocol: the end of it, and all of that once it is closed.
    virtual QByteArray errorOutput() const { return {}; }

    // There was no program to start; closed() follows or has come.
    virtual bool lacksProgram() const { return false; }

    // 0 when there is no process, or not any more.
    virtual qint64 processId() const { return 0; }

    // Bytes that the process holds; 0 where that can't be seen.
    virtual qint64 memory() const { return 0; }

Q_SIGNALS:
    void readable();

    // The other side is gone; the last signal. `reason` is a sentence for the case that this was not wanted.
    void closed(const QByteArray &reason);

private:
    cli::Lines m_lines;
};

} // namespace agent
