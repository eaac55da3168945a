#pragma once

#include <QByteArrayView>
#include <QString>

class QFileDevice;

// What Qt leaves to its users of reading and writing a file as a whole.
namespace settings {

// Something is there that is no regular file: a folder, or what may let its reader wait for ever, such as a FIFO.
bool isNoFile(const QString &path);

// Why a file that is there, if only as a link, can't be read; empty when it can be or none is there.
QString whyUnreadable(const QString &path);

// Writes all of it to a file that was opened unbuffered. When it can't, errorString() tells why. What stands in a
// buffer QSaveFile loses in silence where the disk is full (QTBUG-75077).
bool writeAll(QFileDevice &file, QByteArrayView bytes);

// Why no file of this size can take the place of the one there, as the system says it; empty when one can. Makes the
// folder. QLockFile does not tell, and QSettings leaves half a file.
QString whyNoRoom(const QString &path, qint64 size);

} // namespace settings
