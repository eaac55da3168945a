#include "app/rate_limit.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace app {

namespace {

constexpr std::chrono::seconds WhenNotTold = 5min; // how long it counts then
constexpr std::chrono::seconds Longest = 8 * 24h;
constexpr auto LongestPause = std::chrono::milliseconds(1min); // between two looks at the clocks

} // namespace

RateLimit::RateLimit(Clock clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RateLimit::look);
}

void RateLimit::note(const chat::Error &error)
{
    const auto time = std::clamp<std::chrono::seconds>(error.retryAfter.value_or(WhenNotTold), 1s, Longest);
    m_told = error.retryAfter.has_value();
    m_until = m_clock().addSecs(time.count());
    m_end = QDeadlineTimer(time);
    m_text = error.message;
    m_timer.start(std::min<std::chrono::milliseconds>(time, LongestPause));
    Q_EMIT changed();
}

void RateLimit::forget()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    Q_EMIT changed();
}

bool RateLimit::holds() const
{
    return m_timer.isActive() && m_clock() < m_until;
}

void RateLimit::look()
{
    if (!m_end.hasExpired() && m_clock() < m_until)
        m_timer.start(std::clamp<std::chrono::milliseconds>(
            std::chrono::milliseconds(m_end.remainingTime()), 1ms, LongestPause));
    else
        Q_EMIT changed(); // it was a single shot: not active any more
}

} // namespace app
