#include "app/log_sink.h"

#include <cerrno>
#include <cstdlib>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {

namespace {

// A pipe that can be written to takes a line whole; nothing waits. The descriptor is not made non-blocking: that would
// be so for everybody who has it, the terminal's shell among them.
ssize_t writeNow(int descriptor, const QByteArray &bytes)
{
    struct stat what
    { };
    if (fstat(descriptor, &what) == 0 && S_ISSOCK(what.st_mode))
        return ::send(descriptor, bytes.constData(), size_t(bytes.size()), MSG_DONTWAIT);
    pollfd ready{descriptor, POLLOUT, 0};
    if (poll(&ready, 1, 0) != 1 || !(ready.revents & POLLOUT))
        return -1;
    return ::write(descriptor, bytes.constData(), size_t(bytes.size()));
}

} // namespace

void LogSink::write(const QByteArray &line)
{
    if (m_lost > 0 && m_rest.isEmpty()
        && !send("(" + QByteArray::number(m_lost) + " lines of the log could not be written)\n")) {
        ++m_lost;
        return;
    }
    m_lost = 0;
    if (!send(line))
        ++m_lost;
}

// False when nothing of it was written; of what was begun the rest is kept, so that no line is glued to another.
bool LogSink::send(const QByteArray &bytes)
{
    if (!m_rest.isEmpty()) {
        const auto done = writeNow(m_descriptor, m_rest);
        if (done > 0)
            m_rest.remove(0, done);
        if (!m_rest.isEmpty())
            return false;
    }
    const auto done = writeNow(m_descriptor, bytes);
    if (done > 0 && done < bytes.size())
        m_rest = bytes.sliced(done);
    return done > 0;
}

bool LogSink::isJournal() const
{
    const QByteArray stream = qgetenv("JOURNAL_STREAM");
    struct stat what
    { };
    return !stream.isEmpty() && fstat(m_descriptor, &what) == 0
        && stream
        == QByteArray::number(quint64(what.st_dev)) + ':' + QByteArray::number(quint64(what.st_ino));
}

} // namespace app
