#pragma once

#include "agent/guard.h"
#include "settings/settings.h"

namespace app {

// `claude-relay doctor`: looks at everything the relay needs and prints a line each, with the mend where something
// is missing. Gives the exit code: 0 when all is well, else 1.
int doctor(int &argc, char **argv, const settings::Settings &settings, agent::Guard &guard);

} // namespace app
