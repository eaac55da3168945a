#pragma once

#include <QString>

namespace app {

// Where Claude Code works when the user names no folder: one of the relay's own in the platform's data location,
// never the home folder by accident. Made when it is not there; empty when it can't be.
QString workFolder();

// A home folder for the CLI in the demo, so that the user's login and settings stay out of it. Empties nothing.
QString demoHome();

// The file of the request log; the demo has one of its own. The folder may not be there yet.
QString storePath(bool demo);

} // namespace app
