#pragma once

#include "base/expected.h"

#include <QByteArray>
#include <QString>

#include <sys/types.h>

#include <memory>

namespace http {

// A Unix socket that listens, with its file, which only this user may open. The file goes with it.
class LocalSocket
{
public:
    // A file that a dead program has left is replaced; anything else is not. The error is a sentence.
    static base::Expected<std::unique_ptr<LocalSocket>, QString> listen(const QString &path);

    ~LocalSocket();
    Q_DISABLE_COPY_MOVE(LocalSocket)

    const QString &path() const { return m_path; }
    // Hands the descriptor over; the file stays in here.
    int takeDescriptor();

private:
    LocalSocket(QString path, int descriptor);

    const QString m_path;
    int m_descriptor = -1; // -1 once it is somebody else's
    dev_t m_device = 0; // which file it is
    ino_t m_inode = 0;
};

} // namespace http
