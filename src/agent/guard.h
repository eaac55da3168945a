#pragma once

#include <QByteArray>

#include <utility>

#include <sys/types.h>

namespace agent {

// A small process beside the relay that ends the process groups of its sessions when the relay is gone, however
// it went. It also finds what a killed CLI left running in groups of its own (on Linux: by a mark in the
// environment). Never blocks the relay; where it could not be started, its calls do nothing.
class Guard
{
public:
    // Forks. Call it before there is any other thread, and before Qt has opened anything.
    static Guard start();

    Guard() = default;
    ~Guard();
    Guard(Guard &&other) noexcept;
    Guard &operator=(Guard &&other) noexcept;
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;

    // The environment entry that marks a session's processes: its name, and the value for one session, which also tells the
    // relay and when it was started, as numbers of processes are used again: PID-START-SESSION.
    static constexpr const char *MarkName = "CLAUDE_RELAY_SESSION";
    QByteArray mark(qint64 session) const;

    // Looks for what carries the mark of a relay of this user that is no more, and ends it: both the relay and its
    // guard were killed. On Linux; elsewhere there is nothing to be found. takeReport() tells how many there were.
    void endLeftovers();
    // A descriptor on which a number and a line end can be read, once; it is the caller's. -1: none was asked for.
    int takeReport() { return std::exchange(m_report, -1); }

    void watch(pid_t group);
    void release(pid_t group);
    // Ends whatever still carries the mark.
    void sweep(const QByteArray &mark);

private:
    void send(const QByteArray &order);

    int m_pipe = -1;
    int m_report = -1;
    QByteArray m_relay; // what the marks of this relay begin with
};

} // namespace agent
