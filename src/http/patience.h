#pragma once

#include "http/limits.h"

#include <QBasicTimer>
#include <QElapsedTimer>

namespace http {

// How long a client may take for what is waited for. One timer, that is not started anew with each sign of life: when
// it is due it is seen how long the last one is ago.
class Patience
{
public:
    enum class For {
        Nothing,
        Beginning, // that the first request begins
        Request, // that one more begins
        Head, // that it ends
        Body, // another piece
        Progress, // that something of what waits for the client is taken
        Goodbye, // that the client closes too
    };

    // The timer's events go to `owner`. `limits` must outlive it.
    Patience(const Limits &limits, QObject *owner) : m_limits(limits), m_owner(owner) { }

    For waitsFor() const { return m_for; }
    // Begins to wait for something else, or goes on as it was.
    void waitFor(For what);
    // There is a sign of life.
    void renew() { m_since.start(); }
    void stop();

    bool isTimer(int id) const { return id == m_timer.timerId(); }
    // The timer is due: whether the time is over. Else the timer runs again.
    bool isOver();

private:
    std::chrono::milliseconds time() const;
    void start(std::chrono::milliseconds time);

    const Limits &m_limits;
    QObject *const m_owner;
    For m_for = For::Nothing;
    QElapsedTimer m_since;
    QBasicTimer m_timer;
};

} // namespace http
