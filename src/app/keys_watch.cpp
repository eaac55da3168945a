#include "app/keys_watch.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace app {

KeysWatch::KeysWatch(QString file, QObject *parent) : QObject(parent), m_file(std::move(file))
{
    if (m_file.isEmpty())
        return;
    // The file is replaced as a whole; the folder, and the one around it, may go and come again.
    const QDir folder(QFileInfo(m_file).absolutePath());
    folder.mkpath(u"."_s);
    m_paths = {m_file, folder.path()};
    for (auto around = QFileInfo(folder.path()); m_paths.size() < 4 && !around.isRoot();
         around = QFileInfo(around.path()))
        m_paths.append(around.path());
    look();
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &KeysWatch::onFolderChanged);
    // Always told: who writes twice within a tick of the clock leaves no trace but this.
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        look();
        m_known = FileIdentity::at(m_file);
        Q_EMIT changed();
    });
}

// What is another one under its name has to be watched anew.
void KeysWatch::look()
{
    for (const auto &path : m_paths) {
        const auto now = FileIdentity::at(path);
        const std::pair place(now.device, now.number);
        const bool isWatched = m_watcher.files().contains(path) || m_watcher.directories().contains(path);
        if (isWatched && m_watched.value(path) == place)
            continue;
        if (isWatched)
            m_watcher.removePath(path);
        if (now.number != 0)
            m_watcher.addPath(path);
        m_watched.insert(path, place);
    }
}

// Other files of the relay stand there as well.
void KeysWatch::onFolderChanged()
{
    look();
    const auto now = FileIdentity::at(m_file);
    if (std::exchange(m_known, now) != now)
        Q_EMIT changed();
}

} // namespace app
