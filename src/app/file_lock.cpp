#include "app/file_lock.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace app {

FileLock::~FileLock()
{
    release();
}

FileLock::Taking FileLock::take(const QString &path)
{
    release();
    m_file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (m_file < 0)
        return Taking::Failed;
    if (::flock(m_file, LOCK_EX | LOCK_NB) == 0)
        return Taking::Taken;
    const bool held = errno == EWOULDBLOCK;
    release();
    return held ? Taking::HeldByAnother : Taking::Failed;
}

void FileLock::release()
{
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

} // namespace app
