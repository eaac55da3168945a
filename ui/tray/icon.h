#pragma once

#include "app/status.h"

#include <QIcon>

namespace ui {

// The tray's icon for a state; the states differ in shape. Drawn in the given colour, for panels of any kind.
QIcon trayIcon(app::Status::State state, const QColor &color);

} // namespace ui
