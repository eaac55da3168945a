#pragma once

class QObject;

namespace agent {
class Guard;
}

namespace app {

// Lets the guard end what relays that are no more have left running, and logs how many there were. Once per process;
// `context` must not outlive its event loop.
void endLeftovers(agent::Guard &guard, QObject *context);

} // namespace app
