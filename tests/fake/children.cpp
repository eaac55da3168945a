#include "children.h"

#include "environment.h"

#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

namespace fake {

namespace {

// Processes of its own that have sessions of their own.
std::array<pid_t, 16> escaped{};
std::size_t escapedCount = 0;

} // namespace

void endOnTerm(int)
{
    for (std::size_t i = 0; i < escapedCount; ++i)
        kill(escaped[i], SIGKILL);
    _exit(128 + SIGTERM);
}

void startChildren(int count, bool escape)
{
    for (; count > 0; --count) {
        const pid_t child = fork();
        if (child > 0) {
            if (escape && escapedCount < escaped.size())
                escaped[escapedCount++] = child;
            log("\"child\":" + std::to_string(child));
            continue;
        }
        if (escape)
            setsid();
        std::signal(SIGTERM, SIG_DFL);
        for (int file = 0; file < 3; ++file)
            close(file);
        while (true)
            pause();
    }
}

} // namespace fake
