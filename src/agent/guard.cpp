#include "agent/guard.h"

#include "agent/marks.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

// The child below runs without Qt: it was forked before the application was there, and lives after it.
namespace agent {

namespace {

constexpr auto PoliteMicroseconds = 500'000;
constexpr auto SecondLookMilliseconds = 50;
constexpr std::size_t MostSecondLooks = 64; // at once

// Ends every process whose environment has `entry` ("NAME=value", or a beginning of it).
void endMarked(const std::string &entry)
{
    const auto wanted = std::string(1, '\0') + entry;
    forEachProcess([&wanted](pid_t pid, std::string_view environment) {
        if (environment.find(wanted) != std::string_view::npos)
            kill(pid, SIGKILL);
    });
}

class Watch
{
public:
    explicit Watch(int report) : m_report(report) { }

    void obey(std::string_view order)
    {
        pid_t group = 0;
        const auto *begin = order.data() + 1;
        if (order == "l")
            write(m_report, std::to_string(endMarkedByTheDead()) + '\n');
        else if (order.starts_with("s"))
            sweep(std::string(begin, order.size() - 1) + '\0'); // whole: session 1 is not session 10
        else if (std::from_chars(begin, order.data() + order.size(), group).ec != std::errc() || group <= 1)
            return;
        else if (order.starts_with("+"))
            m_groups.push_back(group);
        else
            std::erase(m_groups, group);
    }

    // A process that is just becoming another program has no environment to be found by: it is looked for once more.
    bool wantsSecondLook() const { return !m_swept.empty(); }
    void lookAgain()
    {
        for (const auto &entry : std::exchange(m_swept, {}))
            endMarked(entry);
    }

    void endAll(const std::string &relayEntry)
    {
        if (!m_groups.empty()) {
            for (const auto group : m_groups)
                kill(-group, SIGTERM); // the CLI ends its own shells then
            usleep(PoliteMicroseconds);
            for (const auto group : m_groups)
                kill(-group, SIGKILL);
        }
        endMarked(relayEntry);
        usleep(SecondLookMilliseconds * 1000);
        endMarked(relayEntry);
    }

private:
    void sweep(const std::string &entry)
    {
        endMarked(entry);
        m_swept.push_back(entry);
        if (m_swept.size() >= MostSecondLooks)
            lookAgain();
    }

    static void write(int descriptor, const std::string &text)
    {
        if (::write(descriptor, text.data(), text.size()) < 0)
            return; // nobody wants to know
    }

    int m_report;
    std::vector<pid_t> m_groups;
    std::vector<std::string> m_swept; // once
};

[[noreturn]] void watchOver(int pipe, int report, const std::string &relayEntry)
{
#ifdef Q_OS_LINUX
    prctl(PR_SET_NAME, "relay-guard"); // so that killall claude-relay leaves it its work
#endif
    setsid();
    for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        signal(ignored, SIG_IGN);
    // Whoever reads the relay's output must not wait for this process.
    const int nothing = open("/dev/null", O_RDWR);
    for (int standard = 0; standard <= 2; ++standard)
        dup2(nothing, standard);
    constexpr int InheritedAtMost = 256;
    for (int inherited = 3; inherited < InheritedAtMost; ++inherited) {
        if (inherited != pipe && inherited != report)
            close(inherited);
    }

    Watch watch(report);
    std::string pending;
    char buffer[4096];
    for (;;) {
        pollfd orders{pipe, POLLIN, 0};
        if (watch.wantsSecondLook() && poll(&orders, 1, SecondLookMilliseconds) == 0) {
            watch.lookAgain();
            continue;
        }
        const auto size = read(pipe, buffer, sizeof buffer);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            break;
        pending.append(buffer, size_t(size));
        for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
            watch.obey(std::string_view(pending).substr(0, end));
            pending.erase(0, end + 1);
        }
    }
    watch.endAll(relayEntry);
    _exit(0);
}

} // namespace

Guard Guard::start()
{
    Guard guard;
    guard.m_relay = QByteArray::fromStdString(relayMark(getpid()));
    int orders[2] = {};
    int report[2] = {};
    if (pipe(orders) != 0)
        return guard;
    if (pipe(report) != 0) {
        close(orders[0]);
        close(orders[1]);
        return guard;
    }
    for (const int end : {orders[0], orders[1], report[0], report[1]})
        fcntl(end, F_SETFD, FD_CLOEXEC);
    const auto child = fork();
    if (child == 0) {
        close(orders[1]);
        close(report[0]);
        watchOver(orders[0], report[1], std::string(MarkName) + '=' + guard.m_relay.toStdString());
    }
    close(orders[0]);
    close(report[1]);
    if (child < 0) {
        close(orders[1]);
        close(report[0]);
        return guard;
    }
    fcntl(orders[1], F_SETFL, O_NONBLOCK);
    fcntl(report[0], F_SETFL, O_NONBLOCK);
    guard.m_pipe = orders[1];
    guard.m_report = report[0];
    return guard;
}

Guard::~Guard()
{
    for (const int descriptor : {m_pipe, m_report}) {
        if (descriptor >= 0)
            close(descriptor);
    }
}

Guard::Guard(Guard &&other) noexcept
    : m_pipe(std::exchange(other.m_pipe, -1)), m_report(std::exchange(other.m_report, -1)),
      m_relay(std::move(other.m_relay))
{ }

Guard &Guard::operator=(Guard &&other) noexcept
{
    std::swap(m_pipe, other.m_pipe);
    std::swap(m_report, other.m_report);
    std::swap(m_relay, other.m_relay);
    return *this;
}

QByteArray Guard::mark(qint64 session) const
{
    return m_relay + QByteArray::number(session);
}

void Guard::watch(pid_t group)
{
    send('+' + QByteArray::number(group));
}

void Guard::release(pid_t group)
{
    send('-' + QByteArray::number(group));
}

void Guard::sweep(const QByteArray &mark)
{
    send(QByteArray("s") + MarkName + '=' + mark);
}

void Guard::endLeftovers()
{
    send("l");
}

void Guard::send(const QByteArray &order)
{
    // Orders are short and few: a pipe that is full means that the guard is gone.
    const auto line = order + '\n';
    if (m_pipe >= 0 && ::write(m_pipe, line.constData(), size_t(line.size())) < 0 && errno == EPIPE) {
        close(m_pipe);
        m_pipe = -1;
    }
}

} // namespace agent
