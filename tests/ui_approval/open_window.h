#pragma once

#include "ui/approval/approval_window.h"

#include <QApplication>

namespace approvals {

// The one that is on the screen, or null.
inline ui::ApprovalWindow *openWindow()
{
    for (auto *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<ui::ApprovalWindow *>(widget); window && window->isVisible())
            return window;
    }
    return nullptr;
}

} // namespace approvals
