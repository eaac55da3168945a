#pragma once

#include "chat/error.h"
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

    // 0 when there is no process, or not any more.
    virtual qint64 processId() const { return 0; }

    // Bytes that the process holds; 0 where that can't be seen.
    virtual qint64 memory() const { return 0; }

Q_SIGNALS:
    void readable();

    // The other side is gone; the last signal. `error` is for the case that this was not wanted: CliMissing without a
    // program to start, Overloaded when there was no room for another process.
    void closed(const chat::Error &error);

private:
    cli::Lines m_lines;
};

} // namespace agent
