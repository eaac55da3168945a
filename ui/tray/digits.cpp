#include "ui/tray/digits.h"

#include <cmath>
#include <utility>

namespace ui {

namespace {

// The lattice:  a t b
//               c   d
//               e u f
// A blank lifts the pen.
constexpr const char *Lines[] = {
    "abfea",
    "atu euf",
    "abdcef",
    "abfe cd",
    "acd bf",
    "bacdfe",
    "baefdc",
    "abu",
    "abfea cd",
    "dcabfe",
};

QPointF pointOf(char letter, const DigitGrid &grid)
{
    const auto isOneOf = [letter](const char *letters) { return QByteArrayView(letters).contains(letter); };
    const qreal inset = grid.stroke / 2;
    // On whole pixels, rather than exactly in the middle.
    const auto middle = [inset](qreal length) { return std::round(length / 2 - inset) + inset; };
    const qreal x = isOneOf("ace") ? inset : isOneOf("bdf") ? grid.width - inset : middle(grid.width);
    const qreal y = isOneOf("atb") ? inset : isOneOf("euf") ? grid.height - inset : middle(grid.height);
    return {x, y};
}

} // namespace

QPainterPath digitLines(int digit, const DigitGrid &grid)
{
    QPainterPath path;
    bool down = false;
    for (const char *letter = Lines[digit]; *letter; ++letter) {
        if (*letter == ' ')
            down = false;
        else if (std::exchange(down, true))
            path.lineTo(pointOf(*letter, grid));
        else
            path.moveTo(pointOf(*letter, grid));
    }
    return path;
}

} // namespace ui
