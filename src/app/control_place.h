#pragma once

#include <QString>

namespace app {

// Who may be running: the tray application, and beside it one `serve`. The commands ask the former first.
inline constexpr auto TrayName = "tray";
inline constexpr auto ServeName = "serve";

// Where a running relay is to be found, in a folder of the user's runtime location that nobody else may enter.
struct ControlPlace
{
    QString socket;
    QString lock; // held by the process that the socket belongs to

    // Makes the folder when it is not there. Both are empty when there can be none that is safe.
    static ControlPlace named(const QString &name);
};

} // namespace app
