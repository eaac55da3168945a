#include "app/control_place.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace app {

namespace {

bool isOwnFolder(const QByteArray &path)
{
    struct stat state = {};
    return ::lstat(path.constData(), &state) == 0 && S_ISDIR(state.st_mode) && state.st_uid == ::geteuid();
}

// One that is there, or is made, and that nobody else may enter.
bool makePrivate(const QString &folder)
{
    const auto path = QFile::encodeName(folder);
    ::mkdir(path.constData(), S_IRWXU);
    return isOwnFolder(path) && ::chmod(path.constData(), S_IRWXU) == 0;
}

// Empty when there is none that is safe.
QString runtimeFolder()
{
#ifdef Q_OS_LINUX
    // Also where the variable is not set, as in cron: the relay may have been started from the desktop.
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR")) {
        const auto usual = u"/run/user/%1"_s.arg(::geteuid());
        const auto other = QDir::tempPath() + u"/claude-relay-%1"_s.arg(::geteuid());
        if (isOwnFolder(QFile::encodeName(usual)))
            return usual;
        return makePrivate(other) ? other : QString();
    }
#endif
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return QDir().mkpath(folder) ? folder : QString();
}

} // namespace

ControlPlace ControlPlace::named(const QString &name)
{
    const auto outer = runtimeFolder();
    const auto folder = outer + "/claude-relay"_L1;
    if (outer.isEmpty() || !makePrivate(folder))
        return {};
    return {folder + u'/' + name + ".socket"_L1, folder + u'/' + name + ".lock"_L1};
}

} // namespace app
