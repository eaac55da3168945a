#pragma once

#include "app/file_identity.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>

#include <optional>

namespace app {

// Tells when the file of the keys is another one, whoever has changed it: `claude-relay key` reaches only one of several
// relays of a user by itself. Without a path, or without the folder, which is made, nothing is told.
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
    QFileSystemWatcher m_watcher;
    std::optional<FileIdentity> m_known; // what was told of last
};

} // namespace app
