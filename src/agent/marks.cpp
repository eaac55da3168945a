#include "agent/marks.h"

#include "agent/guard.h"

#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <sys/stat.h>
#include <unistd.h>

namespace agent {

namespace {

std::string contentOf(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// When the process was started, in ticks since the machine was; empty when there is none.
std::string startOf(pid_t process)
{
#ifdef Q_OS_LINUX
    const auto stat = contentOf("/proc/" + std::to_string(process) + "/stat");
    constexpr int BlanksBefore = 20; // behind the name; see proc(5)
    auto at = stat.rfind(')');
    if (at == std::string::npos || stat.compare(at, 3, ") Z") == 0)
        return {}; // it only waits for its parent to look
    for (int blank = 0; blank < BlanksBefore && at != std::string::npos; ++blank)
        at = stat.find(' ', at + 1);
    if (at == std::string::npos)
        return {};
    return stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
#else
    return kill(process, 0) == 0 ? "0" : std::string();
#endif
}

// The namespace of this process' pids, as "n4026531836"; empty where there is none.
std::string pidNamespace()
{
    struct stat what
    { };
    return stat("/proc/self/ns/pid", &what) == 0 ? 'n' + std::to_string(what.st_ino) : std::string();
}

// PID-START- in an environment that has a mark.
std::optional<std::string> markIn(std::string_view environment)
{
    std::string name(1, '\0');
    name += Guard::MarkName;
    name += '=';
    const auto begin = environment.find(name);
    if (begin == std::string_view::npos)
        return {};
    const auto value = environment.substr(begin + name.size());
    const auto first = value.find('-');
    const auto second = first == std::string_view::npos ? first : value.find('-', first + 1);
    if (second == std::string_view::npos || second > value.find('\0'))
        return {};
    return std::string(value.substr(0, second + 1));
}

// Of another namespace (a container, say) nothing is known here: its pids are other processes' ones.
bool isAlive(const std::string &relay)
{
    pid_t pid = 0;
    if (!relay.ends_with(pidNamespace() + '-'))
        return true;
    const auto parsed = std::from_chars(relay.data(), relay.data() + relay.size(), pid);
    return parsed.ec != std::errc() || pid <= 0 || relayMark(pid) == relay;
}

} // namespace

std::string relayMark(pid_t relay)
{
    std::string mark = std::to_string(relay);
    mark += '-';
    mark += startOf(relay);
    mark += pidNamespace();
    mark += '-';
    return mark;
}

void forEachProcess([[maybe_unused]] const std::function<void(pid_t, std::string_view)> &call)
{
#ifdef Q_OS_LINUX
    std::error_code error;
    for (const auto &process : std::filesystem::directory_iterator("/proc", error)) {
        const auto name = process.path().filename().string();
        pid_t pid = 0;
        struct stat what
        { };
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec != std::errc() || pid == getpid()
            || pid == getppid() || stat(process.path().c_str(), &what) != 0 || what.st_uid != geteuid())
            continue;
        std::string environment(1, '\0');
        environment += contentOf(process.path() / "environ");
        call(pid, environment);
    }
#endif
}

// This process, and so its relay, may itself have been started by a session: whoever shares its mark stays.
int endMarkedByTheDead()
{
    std::string environment(1, '\0');
    environment += contentOf("/proc/self/environ");
    const auto own = markIn(environment);
    int count = 0;
    forEachProcess([&](pid_t pid, std::string_view other) {
        const auto mark = markIn(other);
        if (mark && mark != own && !isAlive(*mark) && kill(pid, SIGKILL) == 0)
            ++count;
    });
    return count;
}

} // namespace agent
