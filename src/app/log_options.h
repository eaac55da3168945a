#pragma once

#include "base/expected.h"
#include "journal/filter.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace app {

// What `claude-relay log` is to print.
struct LogOptions
{
    bool follow = false;
    bool json = false;
    bool demo = false; // the log of the demo
    int last = 20; // rows, from the end; enough for all when `since` is given without a number
    std::optional<QDateTime> since; // received then or later
    journal::Filter filter;

    // `now` is what times such as 2h and 14:30 count from. The error is a sentence.
    static base::Expected<LogOptions, QString> parse(const QStringList &arguments, const QDateTime &now);
};

// A point in time as a person writes it: 45s, 30m, 2h, 7d before now; today, yesterday; 14:30 (the last time it was);
// 2025-07-28; 2025-07-28T14:30. Local time.
std::optional<QDateTime> readSince(const QString &text, const QDateTime &now);

} // namespace app
