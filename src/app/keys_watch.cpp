#include "app/keys_watch.h"

#include <QDir>
#include <QFileInfo>

namespace app {

KeysWatch::KeysWatch(QString file, QObject *parent) : QObject(parent), m_file(std::move(file))
{
    const auto folder = QFileInfo(m_file).absolutePath();
    QDir().mkpath(folder);
    m_watcher.addPath(folder); // the file is replaced as a whole
    look();
    const auto note = [this] {
        look();
        Q_EMIT changed();
    };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, note);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, note);
}

// An editor may write into it, too; another file under its name has to be watched anew.
void KeysWatch::look()
{
    if (!m_watcher.files().contains(m_file) && QFileInfo::exists(m_file))
        m_watcher.addPath(m_file);
}

} // namespace app
