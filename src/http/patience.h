#pragma once

#include "http/limits.h"

#include <QBasicTimer>
#include <QElapsedTimer>

namespace http {

// How far a body is behind LeastBodyRate when `bytes` come after a pause. Nobody gets ahead: what came quickly does not
// let the rest be slow.
std::chrono::milliseconds behindAfter(
    std::chrono::milliseconds behind, std::chrono::milliseconds pause, qint64 bytes);

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
        Body, // another piece, and that the whole is not too slow
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
    // So many bytes of a body have come.
    void renew(qint64 bytes);
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
    QElapsedTimer m_since; // the last sign of life
    std::chrono::milliseconds m_behind{0}; // that the body was by then
    QBasicTimer m_timer;
};

} // namespace http
