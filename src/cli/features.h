#pragma once

#include <QByteArray>
#include <QList>

#include <compare>
#include <optional>

namespace cli {

struct Version
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    auto operator<=>(const Version &) const = default;
};

// Reads what `claude --version` prints: "2.1.330 (Claude Code)".
std::optional<Version> parseVersion(const QByteArray &output);
QByteArray toByteArray(const Version &version);

enum class Level {
    TwoWay, // real roles, one process started ahead of need
    Flattened, // the conversation goes in as one prompt, a process per request
};

// What a version of the CLI can do (measured on 2.0.30 … 2.1.330).
struct Features
{
    Level level = Level::TwoWay;
    // The model can be chosen in a running process without a trace in the conversation; else it is a launch flag.
    bool quietModelChange = true;
    // An answer comes in pieces as it forms; else each block comes whole.
    bool partialMessages = true;
    bool operator==(const Features &) const = default;
};

Features featuresOf(const Version &version);

// "two-way" or "flattened".
QByteArray levelName(Level level);

} // namespace cli
