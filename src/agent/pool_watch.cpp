#include "agent/pool.h"

#include "agent/log.h"

#include <algorithm>

using namespace std::chrono_literals;

// The pool's eye on its processes: those that use too much, and those that are of yesterday.
namespace agent {

namespace {

constexpr auto MemoryPause = 5s;

} // namespace

void Pool::onReplaced(Session *session, Fault fault)
{
    ++m_tally.replaced[std::size_t(fault)];
    qCWarning(
        lcProcess, "process %lld of claude is replaced: %s", session->processId(), nameOf(fault).data());
}

// Only while there is an answer on its way: what rests was looked at when it came to rest.
void Pool::watchMemory()
{
    if (m_settings.memory > 0 && !m_memoryCheck.isActive())
        m_memoryCheck.start(MemoryPause);
}

void Pool::checkMemory()
{
    const auto sessions = m_sessions;
    for (auto *session : sessions) {
        if (session->isBusy())
            endIfTooLarge(session);
    }
    if (m_settings.memory <= 0 || std::ranges::none_of(m_sessions, &Session::isBusy))
        m_memoryCheck.stop();
}

bool Pool::endIfTooLarge(Session *session) const
{
    if (m_settings.memory <= 0 || session->memory() <= m_settings.memory)
        return false;
    constexpr qint64 Megabyte = 1024 * 1024;
    session->replace(Fault::Memory,
        "claude used more than " + QByteArray::number(m_settings.memory / Megabyte)
            + " MB of memory and was ended. --max-memory sets this limit.");
    return true;
}

void Pool::renew(Fault why)
{
    const auto sessions = m_sessions;
    for (auto *session : sessions) {
        if (session->state() == Session::State::Warm || session->state() == Session::State::Resting) {
            ++m_tally.replaced[std::size_t(why)];
            session->giveWay();
        } else {
            session->outdate();
        }
    }
    m_backOff.stop();
    keepWarm();
}

} // namespace agent
