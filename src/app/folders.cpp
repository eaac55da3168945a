#include "app/folders.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace app {

namespace {

QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
}

QString ownFolder(const QString &name)
{
    const auto path = dataFolder() + u'/' + name;
    if (!QDir().mkpath(path))
        return {};
    // The request log lies there too: nobody else's business.
    QFile::setPermissions(
        dataFolder(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return path;
}

} // namespace

QString workFolder()
{
    return ownFolder(u"work"_s);
}

QString demoHome()
{
    return ownFolder(u"demo"_s);
}

QString storePath(bool demo)
{
    return dataFolder() + (demo ? "/demo-requests.sqlite"_L1 : "/requests.sqlite"_L1);
}

} // namespace app
