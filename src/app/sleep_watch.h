#pragma once

#include <chrono>
#include <functional>

namespace app {

// Tells whether the machine has slept since it was asked last. Costs two readings of a clock.
class SleepWatch
{
public:
    // How long the machine has slept so far, all together.
    using Slept = std::function<std::chrono::nanoseconds()>;

    explicit SleepWatch(Slept slept = sleptSoFar) : m_slept(std::move(slept)), m_before(m_slept()) { }

    // Naps of a few seconds do not count: no connection breaks by them.
    bool hasSlept();

    static std::chrono::nanoseconds sleptSoFar();

private:
    Slept m_slept;
    std::chrono::nanoseconds m_before;
};

} // namespace app
