#pragma once

#include "settings/settings.h"

#include <QLoggingCategory>

Q_DECLARE_LOGGING_CATEGORY(lcRelay)

namespace app {

// Sends the log to standard error, a line each, from `level` on.
void startLog(settings::LogLevel level);

} // namespace app
