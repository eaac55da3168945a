#pragma once

#include <QPalette>

// Colours that the palette has no roles for, to be read on its window colour, light or dark.
namespace ui::forms {

// Of small print: between the text's and the window's.
QColor quietColor(const QPalette &palette);
// Of what is wrong.
QColor warningColor(const QPalette &palette);
// Of what is well.
QColor goodColor(const QPalette &palette);

} // namespace ui::forms
