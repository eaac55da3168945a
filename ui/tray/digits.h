#pragma once

#include <QPainterPath>

namespace ui {

// How digits are drawn on a pixel grid: lines between the points of a lattice.
struct DigitGrid
{
    qreal width = 6; // of a digit, with the stroke
    qreal height = 8;
    qreal stroke = 2;
};

// The lines of a digit from 0 to 9, to be stroked. Its box begins at the origin.
QPainterPath digitLines(int digit, const DigitGrid &grid);

} // namespace ui
