#pragma once

#include <QString>
#include <QStringList>

namespace app {

// `claude-relay status`, `start`, `stop`, …: says it to the relay that runs, the tray application before a serve, and
// prints what comes of it. Gives the exit code: 0, or 1 when nobody is there or it can't be done.
int control(int &argc, char **argv, const QString &command, const QStringList &arguments);

// For a second start of the tray application: has the first one do `command`, and waits a while for one that just
// starts. Runs the event loop, so the application object must be there and its loop must not run yet. Gives the exit
// code as above.
int handOver(const QString &command);

} // namespace app
