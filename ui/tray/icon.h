#pragma once

#include "app/status.h"

#include <QColor>
#include <QIcon>
#include <QImage>

class QPalette;

namespace ui {

// What the tray's symbol is drawn with. Which colour the panel has nobody tells; a seam of the other colour around the
// symbol keeps it legible when the guess was wrong.
struct Ink
{
    QColor symbol;
    QColor seam;
    bool operator==(const Ink &) const = default;
};

// For this desktop ($XDG_CURRENT_DESKTOP) and an application with this palette.
Ink panelInk(const QPalette &palette, const QByteArray &desktop);

// The symbol of a state, `size` pixels square. The states differ in shape; Working shows the number of requests.
QImage traySymbol(app::Status::State state, int active, int size, const Ink &ink);

// In all sizes that trays ask for; on macOS a template image, which the system colours.
QIcon trayIcon(app::Status::State state, int active, const Ink &ink);

// The application's own, in the sizes that windows and panels show.
QIcon applicationIcon();

} // namespace ui
