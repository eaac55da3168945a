#pragma once

#include "journal/filter.h"

#include <QColor>
#include <QPalette>

namespace ui {

bool isDark(const QPalette &palette);

// Readable on the palette's base.
QColor outcomeColor(journal::Outcome outcome, const QPalette &palette);
// For what is less important: between text and base.
QColor dimmed(const QPalette &palette);
// So much (0 … 1) of `b` in `a`.
QColor mixed(const QColor &a, const QColor &b, double part);

} // namespace ui
