#pragma once

#include <QString>

namespace ui {

class LogWindow;
class RelayThread;
class Resend;

// Joins the request log's window with the relay and with the store, as long as the window is there, and has it filled.
// `resend` goes on when the window is closed; both must outlive it.
void linkLog(LogWindow &window, RelayThread &relay, Resend &resend, const QString &storePath);

} // namespace ui
