#include "ui/log/colors.h"

namespace ui {

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto mix = [part](int from, int to) { return from + qRound((to - from) * part); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

QColor dimmed(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.4);
}

QColor outcomeColor(journal::Outcome outcome, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (outcome) {
    case journal::Outcome::Running:
        return dark ? QColor(0x6c, 0xb6, 0xff) : QColor(0x0b, 0x5c, 0xad);
    case journal::Outcome::Ok:
        return dark ? QColor(0x6f, 0xc2, 0x7c) : QColor(0x1f, 0x7a, 0x35);
    case journal::Outcome::Error:
        return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x1d, 0x1d);
    case journal::Outcome::Cancelled:
        return dimmed(palette);
    }
    return {};
}

} // namespace ui
