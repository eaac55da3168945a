#include "app/sleep_watch.h"

#include <QtGlobal>

#include <ctime>

using namespace std::chrono_literals;

namespace app {

namespace {

constexpr auto ShortestSleep = 5s;

std::chrono::nanoseconds now(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

// One clock goes on while the machine sleeps, the other one does not.
std::chrono::nanoseconds SleepWatch::sleptSoFar()
{
#if defined(Q_OS_LINUX)
    return now(CLOCK_BOOTTIME) - now(CLOCK_MONOTONIC);
#elif defined(Q_OS_MACOS)
    return now(CLOCK_MONOTONIC_RAW) - now(CLOCK_UPTIME_RAW);
#else
    return {};
#endif
}

bool SleepWatch::hasSlept()
{
    const auto slept = m_slept();
    const bool counts = slept - m_before >= ShortestSleep;
    if (counts)
        m_before = slept;
    return counts;
}

} // namespace app
