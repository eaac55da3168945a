#pragma once

#include "base/expected.h"
#include "settings/layers.h"

#include <QString>

#include <chrono>
#include <optional>

namespace app {

// Who makes the relay listen where others than this machine's programs can come must not leave it open: when there is
// no key, makes one named "default" and stores it. Gives it, to be shown to the user; nothing when none was needed; a
// sentence when it can't be stored. Waits for another process that writes the keys, `longest` at most.
base::Expected<std::optional<settings::Key>, QString> makeFirstKey(
    settings::Layers &layers, std::chrono::milliseconds longest = settings::Layers::LongestWait);

} // namespace app
