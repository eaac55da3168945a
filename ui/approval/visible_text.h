#pragma once

#include <QString>
#include <QStringView>

namespace ui {

// The text as what it really is: each character that can't be seen, looks like a blank or like another one, or changes
// how others are shown stands as ⟨U+202E⟩, and so does ⟨ itself, so that different texts look different. Line feeds and
// tabs stay.
QString visibleText(QStringView text);

// Whether something of it stands like that.
bool hasMarks(QStringView visible);

// One line of it, of at most about `most` characters, for a label.
QString visibleLine(QStringView text, qsizetype most);

// Makes a line show its characters in the order they are written, whichever scripts they are of.
QString inWrittenOrder(const QString &line);

} // namespace ui
