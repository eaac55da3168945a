#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace app {

// Where the lines of the log go: a descriptor that belongs to somebody else, and may be a full pipe, a full disk or
// closed. Never waits: what can't be written at once is lost, and counted. Not for several threads at once.
class LogSink
{
public:
    explicit LogSink(int descriptor) : m_descriptor(descriptor) { }

    // A whole line, with its end.
    void write(const QByteArray &line);

    // systemd has connected it to its journal.
    bool isJournal() const;

private:
    bool send(const QByteArray &bytes);

    int m_descriptor;
    QByteArray m_rest; // of a line that was written in part
    qint64 m_lost = 0; // lines since the last one that was written
};

} // namespace app
