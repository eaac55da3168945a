#pragma once

#include "agent/guard.h"
#include "settings/layers.h"

namespace app {

// `claude-relay serve`: the relay without a display, until SIGINT, SIGTERM or `claude-relay quit`. Gives the exit code:
// 0, or 2 when it could not start.
int serve(int &argc, char **argv, settings::Layers layers, agent::Guard &guard);

} // namespace app
