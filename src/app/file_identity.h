#pragma once

#include <QString>

namespace app {

// What stands at a path now, links followed; another one when it was replaced or written to.
struct FileIdentity
{
    quint64 device = 0;
    quint64 number = 0; // 0: there is none
    qint64 size = 0;
    qint64 changed = 0; // nanoseconds since 1970
    bool operator==(const FileIdentity &) const = default;

    static FileIdentity at(const QString &path);
};

} // namespace app
