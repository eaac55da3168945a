#pragma once

#include "journal/record.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <utility>
#include <vector>

namespace app {

// How grave a line of the log is.
enum class Gravity { Debug, Info, Warning, Error, Fatal };

// One line of the log, in parts.
struct LogLine
{
    QDateTime time;
    Gravity gravity = Gravity::Info;
    QString message;
    std::vector<std::pair<QByteArray, QByteArray>> fields; // names, and values as JSON; not in the text
};

// No line is longer, so that a pipe takes it whole or not at all; what is too much of the message is cut.
inline constexpr qsizetype LongestLogLine = 4096; // bytes, with its end

// As lines of UTF-8 with their end. Nothing in them begins another line or reaches a terminal as a command: control
// characters, and those that turn the direction of writing, are spelled out.
QByteArray toText(const LogLine &line);
// For systemd's journal, which has the time itself and reads the priority from the beginning: <6>
QByteArray toJournalText(const LogLine &line);
// {"time":"…","level":"info","message":"…", and the fields}
QByteArray toJson(const LogLine &line);

// The line that tells how a request went.
LogLine lineOf(const journal::Record &record);

} // namespace app
