#include "http/patience.h"

#include <algorithm>
#include <limits>

using namespace std::chrono_literals;

namespace http {

namespace {

constexpr auto Goodbye = 3s; // for the client to read what was said last

} // namespace

std::chrono::milliseconds behindAfter(
    std::chrono::milliseconds behind, std::chrono::milliseconds pause, qint64 bytes)
{
    const std::chrono::milliseconds worth(bytes * 1000 / LeastBodyRate);
    return std::max(behind + pause - worth, 0ms);
}

std::chrono::milliseconds Patience::time() const
{
    switch (m_for) {
    case For::Nothing:
        break;
    case For::Request:
        return m_limits.idleTime;
    case For::Beginning:
        return std::min(m_limits.idleTime, m_limits.headerTime);
    case For::Head:
        return m_limits.headerTime;
    case For::Body:
        return m_limits.bodyTime;
    case For::Progress:
        return m_limits.unsentTime;
    case For::Goodbye:
        return Goodbye;
    }
    return 0ms;
}

void Patience::waitFor(For what)
{
    if (m_for == what)
        return;
    m_for = what;
    m_behind = 0ms;
    m_since.start();
    // Whether something was taken is looked at more often, since nobody tells.
    const auto first = what == For::Progress ? time() / 4 : time();
    start(first);
}

void Patience::renew(qint64 bytes)
{
    m_behind = behindAfter(m_behind, std::chrono::milliseconds(m_since.restart()), bytes);
}

void Patience::start(std::chrono::milliseconds time)
{
    m_timer.start(int(std::clamp<qint64>(time.count(), 1, std::numeric_limits<int>::max())), m_owner);
}

void Patience::stop()
{
    m_for = For::Nothing;
    m_timer.stop();
}

bool Patience::isOver()
{
    const auto left = time() - m_behind - std::chrono::milliseconds(m_since.elapsed());
    if (left <= 0ms)
        return true;
    const auto next = m_for == For::Progress ? std::min(left, time() / 4) : left;
    start(next);
    return false;
}

} // namespace http
