#pragma once

#include "settings/tools.h"

#include <QString>

#include <array>

// What Claude may do, in the user's language.
namespace ui {

// From narrow to wide.
inline constexpr std::array AllTools = {
    settings::Tools::Chat, settings::Tools::Ask, settings::Tools::Edits, settings::Tools::All};

// A few words, for a choice.
QString titleOf(settings::Tools tools);
// A sentence or two.
QString meaningOf(settings::Tools tools);

} // namespace ui
