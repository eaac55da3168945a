#pragma once

#include <QByteArray>
#include <QString>

// Start at login: a desktop file in the user's autostart folder on Linux, a launch agent on macOS.
namespace app::autostart {

// Whether the next login will start a claude-relay: the entry is there, not switched off, and its program exists.
bool isOn();
// For the program that runs, without arguments. An entry that is on is left as it is. A sentence when it can't be.
QString set(bool on);

// The desktop file that starts `program` (an absolute path):
// https://specifications.freedesktop.org/autostart-spec/latest/
QByteArray desktopEntry(const QString &program);
// The same for launchd.
QByteArray launchAgent(const QString &program);
// The program of such a desktop file; empty when it is switched off or starts nothing.
QString programOf(const QByteArray &desktopEntry);

} // namespace app::autostart
