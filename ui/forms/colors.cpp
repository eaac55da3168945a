#include "ui/forms/colors.h"

namespace ui::forms {

namespace {

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

} // namespace

QColor quietColor(const QPalette &palette)
{
    const auto text = palette.color(QPalette::Active, QPalette::WindowText);
    const auto window = palette.color(QPalette::Active, QPalette::Window);
    const auto mix = [](int near, int far) { return (near * 7 + far * 3) / 10; };
    return QColor(
        mix(text.red(), window.red()), mix(text.green(), window.green()), mix(text.blue(), window.blue()));
}

QColor warningColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xff, 0x93, 0x87) : QColor(0xb3, 0x1d, 0x28);
}

QColor goodColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x6f, 0xd0, 0x8c) : QColor(0x1a, 0x7f, 0x37);
}

} // namespace ui::forms
