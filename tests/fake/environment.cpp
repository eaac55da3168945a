#include "environment.h"

#include "json.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

extern char **environ;

namespace fake {

std::string environment(const char *name, const char *otherwise)
{
    const char *value = std::getenv(name);
    return value ? value : otherwise;
}

bool loggedOut()
{
    const std::string value = environment("FAKE_CLAUDE_LOGGED_OUT");
    return !value.empty() && (value == "1" || access(value.c_str(), F_OK) == 0);
}

void log(const std::string &fields)
{
    static const std::string path = environment("FAKE_CLAUDE_LOG");
    static const int file =
        path.empty() ? -1 : open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    const std::string line = "{\"pid\":" + std::to_string(getpid()) + "," + fields + "}\n";
    if (file >= 0 && write(file, line.data(), line.size()) < 0)
        std::perror("FAKE_CLAUDE_LOG");
}

void logStart(const std::vector<std::string> &arguments)
{
    std::string argv;
    for (const std::string &argument : arguments)
        argv += (argv.empty() ? "" : ",") + quote(argument);
    std::string variables;
    for (char **entry = environ; *entry; ++entry) {
        const std::string_view variable = *entry;
        const std::size_t equals = variable.find('=');
        if (!variable.starts_with("ANTHROPIC") && !variable.starts_with("OPENAI")
            && !variable.starts_with("CLAUDE"))
            continue;
        variables += (variables.empty() ? "" : ",") + quote(variable.substr(0, equals)) + ":"
            + quote(variable.substr(equals + 1));
    }
    log("\"argv\":[" + argv + "],\"env\":{" + variables + "}");
}

int versionNumber(const std::string &version)
{
    int major = 0, minor = 0, patch = 0;
    std::sscanf(version.c_str(), "%d.%d.%d", &major, &minor, &patch);
    return (major * 1000 + minor) * 1000 + patch;
}

} // namespace fake
