#include "ui/forms/room.h"

#include <QLayout>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace ui::forms {

void giveRoom(QWidget *window)
{
    auto *layout = window->layout();
    layout->activate();
    const int width = std::max(window->width(), layout->totalMinimumSize().width());
    const int screen = window->screen()->availableSize().height() * 9 / 10;
    window->setMinimumHeight(std::min(layout->totalHeightForWidth(width), screen));
}

} // namespace ui::forms
