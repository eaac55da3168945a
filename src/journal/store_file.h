#pragma once

#include <QString>

#include <utility>

// The file of the store as a file, and what SQLite keeps beside it.
namespace journal::store_file {

// Which file a path leads to: device and inode; zeros when to none.
using Id = std::pair<quint64, quint64>;
Id idOf(const QString &path);

// Makes it, empty, and its folder when they are missing, readable for their owner only. An error, or nothing.
QString make(const QString &path);

// Renames the file and what belongs to it as FILE.damaged-TIME, so that a new one can be made there, if it still is
// `file`. A sentence that says so; empty when it isn't or can't be done.
QString setAside(const QString &path, Id file);
// Deletes what was set aside.
void removeSetAside(const QString &path);

} // namespace journal::store_file
