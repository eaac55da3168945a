#pragma once

#include <QByteArray>

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

    // The environment entry that marks a session's processes: its name, and the value for one session.
    static constexpr const char *MarkName = "CLAUDE_RELAY_SESSION";
    QByteArray mark(qint64 session) const;

    void watch(pid_t group);
    void release(pid_t group);
    // Ends whatever still carries the mark.
    void sweep(const QByteArray &mark);

private:
    void send(const QByteArray &order);

    int m_pipe = -1;
    qint64 m_relay = 0;
};

} // namespace agent
