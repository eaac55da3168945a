#include "app/file_identity.h"

#include <QFile>

#include <sys/stat.h>

namespace app {

FileIdentity FileIdentity::at(const QString &path)
{
    struct stat what
    { };
    if (path.isEmpty() || stat(QFile::encodeName(path).constData(), &what) != 0)
        return {};
#ifdef Q_OS_MACOS
    const auto &changed = what.st_mtimespec;
#else
    const auto &changed = what.st_mtim;
#endif
    return {quint64(what.st_dev), quint64(what.st_ino), qint64(what.st_size),
        qint64(changed.tv_sec) * 1'000'000'000 + qint64(changed.tv_nsec)};
}

} // namespace app
