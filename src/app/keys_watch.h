#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>

namespace app {

// Tells when the file of the keys is another one, whoever has changed it: `claude-relay key` reaches only one of several
// relays of a user by itself. Without the folder, which is made, nothing is told.
class KeysWatch : public QObject
{
    Q_OBJECT

public:
    explicit KeysWatch(QString file, QObject *parent = nullptr);

Q_SIGNALS:
    // It may have been changed, made or removed.
    void changed();

private:
    void look();

    const QString m_file;
    QFileSystemWatcher m_watcher;
};

} // namespace app
