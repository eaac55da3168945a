#pragma once

#include "app/status.h"

#include <optional>

namespace ui::forms {

// What a status says of the claude command. What it does not say is not known.
struct ClaudeState
{
    std::optional<bool> found; // and it can be used
    std::optional<bool> loggedIn;
};

ClaudeState claudeState(const app::Status &status);

// With ~ for the home folder.
QString shortPath(const QString &path);

// "claude 2.1.330 at ~/bin/claude", of one that was found.
QString claudeName(const app::Status &status);

// All that is known, in one line: "claude 2.1.330 at /usr/bin/claude, logged in".
QString claudeLine(const app::Status &status);

} // namespace ui::forms
