#pragma once

#include <QList>
#include <QString>

namespace ui {

struct DiffLine
{
    enum class Kind { Same, Removed, Added };

    Kind kind = Kind::Same;
    QString text; // without its end
    bool operator==(const DiffLine &) const = default;
};

// What of the lines stays, goes and comes, in order. Where there is too much to be compared, all of the old lines go
// and all of the new ones come.
QList<DiffLine> lineDiff(const QString &before, const QString &after);

} // namespace ui
