#pragma once

#include "app/file_identity.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QStringList>

#include <optional>
#include <utility>

namespace app {

// Tells when the file of the keys is another one, whoever has changed it: `claude-relay key` reaches only one of several
// relays of a user by itself. Its folder is made; it may go and come again. Without a path nothing is told.
class KeysWatch : public QObject
{
    Q_OBJECT

public:
    explicit KeysWatch(QString file, QObject *parent = nullptr);

Q_SIGNALS:
    // It was changed, made or removed; the first time, it may be as it was.
    void changed();

private:
    void look();
    void onFolderChanged();

    const QString m_file;
    QStringList m_paths; // the file, its folder and those around it
    QHash<QString, std::pair<quint64, quint64>> m_watched; // device and number of what stood there
    QFileSystemWatcher m_watcher;
    std::optional<FileIdentity> m_known; // what was told of last
};

} // namespace app
