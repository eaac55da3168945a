#pragma once

#include <QStringView>

namespace ui {

// The character at a place of the text; one half of a pair that has lost its other half is itself.
inline char32_t characterAt(QStringView text, qsizetype at)
{
    const auto c = text[at];
    return c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()
        ? QChar::surrogateToUcs4(c, text[at + 1])
        : c.unicode();
}

// How many places it takes.
inline qsizetype widthOf(char32_t character)
{
    return QChar::requiresSurrogates(character) ? 2 : 1;
}

} // namespace ui
