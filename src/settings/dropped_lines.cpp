#include "settings/dropped_lines.h"

#include <QFile>
#include <QSet>

namespace settings {

DroppedLines droppedLines(const QString &path)
{
    DroppedLines dropped;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return dropped;
    QByteArray section;
    QSet<QByteArray> names;
    for (int number = 1; !file.atEnd(); ++number) {
        const auto line = file.readLine().trimmed();
        const auto cut = line.indexOf('=');
        if (line.startsWith(';') || line.startsWith('#')) {
            dropped.comments = true;
        } else if (line.startsWith('[') && line.endsWith(']')) {
            section = line.sliced(1).chopped(1).trimmed();
        } else if (cut >= 0 && (line.first(cut).contains('/') || line.first(cut).contains('\\'))) {
            dropped.wrong.append(number); // QSettings takes it for another name
        } else if (cut >= 0) {
            const auto name = section + '/' + line.first(cut).trimmed();
            if (const auto text = QString::fromUtf8(name);
                names.contains(name) && !dropped.repeated.contains(text))
                dropped.repeated.append(text);
            names.insert(name);
        } else if (!line.isEmpty()) {
            dropped.wrong.append(number);
        }
    }
    return dropped;
}

} // namespace settings
