#include "app/keys_watch.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace app {

KeysWatch::KeysWatch(QString file, QObject *parent) : QObject(parent), m_file(std::move(file))
{
    if (m_file.isEmpty())
        return;
    const auto folder = QFileInfo(m_file).absolutePath();
    QDir().mkpath(folder);
    m_watcher.addPath(folder); // the file is replaced as a whole
    look();
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &KeysWatch::onFolderChanged);
    // Always told: who writes twice within a tick of the clock leaves no trace but this.
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        look();
        m_known = FileIdentity::at(m_file);
        Q_EMIT changed();
    });
}

// An editor may write into it, too; another file under its name has to be watched anew.
void KeysWatch::look()
{
    if (!m_watcher.files().contains(m_file) && QFileInfo::exists(m_file))
        m_watcher.addPath(m_file);
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
