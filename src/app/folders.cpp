#include "app/folders.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace app {

namespace {

QString ownFolder(const QString &name)
{
    const auto path = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u'/' + name;
    return QDir().mkpath(path) ? path : QString();
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
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
        + (demo ? "/demo-requests.sqlite"_L1 : "/requests.sqlite"_L1);
}

} // namespace app
