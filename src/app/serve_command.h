#pragma once

#include "agent/guard.h"
#include "settings/settings.h"

namespace app {

// `claude-relay serve`: the relay without a display, until SIGINT or SIGTERM. Gives the exit code: 0, or 2 when it
// could not start.
int serve(int &argc, char **argv, const settings::Settings &settings, agent::Guard &guard);

} // namespace app
