#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace settings {

// Lines of an INI file that QSettings passes over, and drops when it writes.
struct DroppedLines
{
    // Numbers of lines that are neither blank nor a section, a value or a comment, and of values under a name with a
    // section of its own.
    QList<int> wrong;
    QStringList repeated; // section/name of what has several values, once each: the last one counts
    bool comments = false;
    bool operator==(const DroppedLines &) const = default;
};

// None when the file can't be read.
DroppedLines droppedLines(const QString &path);

} // namespace settings
