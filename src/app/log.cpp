#include "app/log.h"

#include "app/log_line.h"
#include "app/log_sink.h"

#include <atomic>
#include <mutex>

#include <unistd.h>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcRelay, "relay")

namespace app {

namespace {

// The one log of the process.
struct Log
{
    std::mutex mutex; // of the sink
    LogSink sink{STDERR_FILENO};
    bool journal = false;
    std::atomic<settings::LogLevel> level = settings::LogLevel::Info;
    std::atomic<settings::LogFormat> format = settings::LogFormat::Text;
};

Log &theLog()
{
    static Log log;
    return log;
}

void write(LogLine line)
{
    auto &log = theLog();
    line.time = QDateTime::currentDateTime();
    const bool json = log.format == settings::LogFormat::Json;
    const auto bytes = json ? toJson(line) : log.journal ? toJournalText(line) : toText(line);
    const std::scoped_lock lock(log.mutex);
    log.sink.write(bytes);
}

Gravity gravityOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return Gravity::Debug;
    case QtInfoMsg:
        return Gravity::Info;
    case QtWarningMsg:
        return Gravity::Warning;
    case QtCriticalMsg:
        return Gravity::Error;
    case QtFatalMsg:
        return Gravity::Fatal;
    }
    return Gravity::Info;
}

void onMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    write({.gravity = gravityOf(type), .message = message});
}

} // namespace

void startLog(const settings::Log &settings)
{
    theLog().journal = theLog().sink.isJournal();
    setLogFormat(settings.format);
    setLogLevel(settings.level);
    qInstallMessageHandler(onMessage);
}

void setLogLevel(settings::LogLevel level)
{
    theLog().level = level;
    const auto from = [level](settings::LogLevel wanted) { return level >= wanted ? "true"_L1 : "false"_L1; };
    QLoggingCategory::setFilterRules("relay*.debug="_L1 + from(settings::LogLevel::Debug)
        + "\nrelay*.info="_L1 + from(settings::LogLevel::Info) + "\nrelay*.warning="_L1
        + from(settings::LogLevel::Warning)
        + "\nqt.httpserver*=false"_L1); // each attempt at a WebSocket is a warning of its
}

settings::LogLevel logLevel()
{
    return theLog().level;
}

void setLogFormat(settings::LogFormat format)
{
    theLog().format = format;
}

void logRequest(const journal::Record &record)
{
    if (lcRelay().isInfoEnabled())
        write(lineOf(record));
}

} // namespace app
