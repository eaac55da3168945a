#pragma once

#include <QList>
#include <QStringView>

namespace ui {

// Where in the text characters stand that pass for others, in order: letters of another alphabet in a word, words of
// another alphabet whose every letter looks like a Latin one, and characters that look like one of ASCII. Words that
// are clearly of another script are none, nor are those around them up to the next Latin one, nor those of scripts that
// go with Latin words without a blank, but for their letters like o or l in such words, and their digits beside those
// of ASCII.
QList<qsizetype> lookAlikes(QStringView text);

} // namespace ui
