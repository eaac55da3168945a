#pragma once

#include "settings/settings.h"

namespace agent {
class Guard;
}

namespace ui {

// `claude-relay` without a command: the relay with an icon in the desktop's tray, until Quit. Gives the exit code.
int runTray(int &argc, char **argv, const settings::Settings &settings, agent::Guard &guard);

} // namespace ui
