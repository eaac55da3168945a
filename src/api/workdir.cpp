#include "api/workdir.h"

#include "settings/texts.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace api {

namespace {

bool isInside(const QString &folder, const QString &root)
{
    return !root.isEmpty() && (folder == root || folder.startsWith(root + u'/'));
}

} // namespace

base::Expected<QString, chat::Error> workingFolder(
    const QByteArray &wanted, const QString &ofKey, const settings::Claude &settings)
{
    if (wanted.isEmpty())
        return ofKey.isEmpty() ? settings.folder : ofKey;
    const auto path = QString::fromUtf8(wanted);
    if (wanted.contains('\0') || !QDir::isAbsolutePath(path))
        return base::Unexpected{chat::Error{.kind = chat::ErrorKind::InvalidRequest,
            .message = "X-Claude-Relay-Workdir must be an absolute path."}};
    auto roots = ofKey.isEmpty() ? settings.folders + QStringList{settings.folder} : QStringList{ofKey};
    const auto folder = QFileInfo(path).canonicalFilePath();
    const bool allowed = !folder.isEmpty() && !settings::isTooMuch(folder) && QFileInfo(folder).isDir()
        && std::ranges::any_of(roots, [&folder](const QString &root) { return isInside(folder, root); });
    if (!allowed)
        return base::Unexpected{chat::Error{.kind = chat::ErrorKind::PermissionDenied,
            .message = "X-Claude-Relay-Workdir names no folder that requests may work in. The user of "
                       "claude-relay lists them with --workdirs."}};
    return folder;
}

} // namespace api
