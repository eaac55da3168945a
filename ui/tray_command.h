#pragma once

#include "settings/layers.h"

namespace agent {
class Guard;
}

namespace ui {

// `claude-relay` without a command: the relay with an icon in the desktop's tray, until Quit. Gives the exit code.
int runTray(int &argc, char **argv, settings::Layers layers, agent::Guard &guard);

} // namespace ui
