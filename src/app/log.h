#pragma once

#include "journal/record.h"
#include "settings/settings.h"

#include <QLoggingCategory>

Q_DECLARE_LOGGING_CATEGORY(lcRelay)

// Callable from any thread; none of it waits for whoever reads standard error.
namespace app {

// Sends the log to standard error from now on, a line each. What comes before goes its way as Qt has it.
void startLog(const settings::Log &settings);

// From which level on lines are written. Holds at once.
void setLogLevel(settings::LogLevel level);
settings::LogLevel logLevel();
void setLogFormat(settings::LogFormat format);

// A line about a request that has ended.
void logRequest(const journal::Record &record);

} // namespace app
