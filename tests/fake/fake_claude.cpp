// Behaves like the claude command as far as the relay can see, without a model; see README.md.
#include "environment.h"
#include "process.h"

#include <cstdio>
#include <string>
#include <vector>

namespace fake {

namespace {

int authStatus()
{
    const bool loggedIn = !loggedOut();
    std::printf("{\n  \"loggedIn\": %s,\n  \"authMethod\": \"%s\",\n  \"apiProvider\": \"firstParty\",\n"
                "  \"loginExpiresAt\": null\n}\n",
        loggedIn ? "true" : "false", loggedIn ? "api_key" : "none");
    return loggedIn ? 0 : 1;
}

} // namespace

} // namespace fake

int main(int argc, char *argv[])
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    fake::logStart(arguments);
    if (arguments == std::vector<std::string>{"--version"}) {
        std::printf("%s (Claude Code)\n", fake::environment("FAKE_CLAUDE_VERSION", "2.1.330").c_str());
        return 0;
    }
    if (arguments.size() >= 2 && arguments[0] == "auth" && arguments[1] == "status")
        return fake::authStatus();
    return fake::Process(arguments).run();
}
