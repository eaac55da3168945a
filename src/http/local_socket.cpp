#include "http/local_socket.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace http {

namespace {

constexpr int Backlog = 1024;

int makeSocket()
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor >= 0) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
    }
    return descriptor;
}

// Nobody listens there any more.
bool isDead(const sockaddr_un &address)
{
    const int descriptor = makeSocket();
    if (descriptor < 0)
        return false;
    const bool refused =
        ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        && errno == ECONNREFUSED;
    ::close(descriptor);
    return refused;
}

// Takes a dead program's socket out of the way. A sentence when something else is there.
QString makeRoom(const QString &path, const sockaddr_un &address)
{
    struct stat file = {};
    if (::lstat(address.sun_path, &file) != 0)
        return {};
    if (!S_ISSOCK(file.st_mode))
        return u"%1 is there already and is no socket"_s.arg(path);
    if (file.st_uid != ::geteuid())
        return u"%1 belongs to another user"_s.arg(path);
    if (!isDead(address))
        return u"another program listens on %1"_s.arg(path);
    ::unlink(address.sun_path);
    return {};
}

bool bindPrivately(int descriptor, const sockaddr_un &address)
{
    const auto before = ::umask(0177);
    const int failed = ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    const int error = errno;
    ::umask(before);
    errno = error;
    return failed == 0;
}

} // namespace

base::Expected<std::unique_ptr<LocalSocket>, QString> LocalSocket::listen(const QString &path)
{
    const auto name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (size_t(name.size()) >= sizeof address.sun_path)
        return base::Unexpected{u"the path %1 is too long for a socket: at most %2 bytes"_s.arg(path).arg(
            sizeof address.sun_path - 1)};
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    if (auto occupied = makeRoom(path, address); !occupied.isEmpty())
        return base::Unexpected{occupied};
    const int descriptor = makeSocket();
    if (descriptor < 0 || !bindPrivately(descriptor, address) || ::listen(descriptor, Backlog) != 0) {
        const auto reason = qt_error_string(errno);
        if (descriptor >= 0)
            ::close(descriptor);
        return base::Unexpected{u"can't listen on %1: %2"_s.arg(path, reason)};
    }
    return std::unique_ptr<LocalSocket>(new LocalSocket(path, descriptor));
}

LocalSocket::LocalSocket(QString path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor)
{
    struct stat file = {};
    if (::lstat(QFile::encodeName(m_path).constData(), &file) == 0) {
        m_device = file.st_dev;
        m_inode = file.st_ino;
    }
}

LocalSocket::~LocalSocket()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    const auto name = QFile::encodeName(m_path);
    struct stat file = {};
    if (::lstat(name.constData(), &file) == 0 && file.st_dev == m_device && file.st_ino == m_inode)
        ::unlink(name.constData());
}

int LocalSocket::takeDescriptor()
{
    return std::exchange(m_descriptor, -1);
}

} // namespace http
