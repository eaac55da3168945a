#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace settings {

// What Claude Code may do with its own tools, from narrow to wide: compare with <.
enum class Tools {
    Chat, // it has none
    Ask, // what the user's own rules allow; for the rest the user is asked, and where there is nobody it is denied
    Edits, // and, without being asked, change files in the working folder
    All, // all but what the user's own rules deny
};

// chat, ask, edits, all: in settings, headers, the log and GET /health.
QByteArrayView nameOf(Tools tools);
std::optional<Tools> toolsNamed(QByteArrayView name);

} // namespace settings
