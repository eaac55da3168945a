#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace fake {

using Clock = std::chrono::steady_clock;

// Standard input and output of the process, line by line. One thread: lines that come in while the process
// waits are handed over from within the wait.
class Pipe
{
public:
    explicit Pipe(std::function<void(std::string_view line)> received);

    // Writes the line and its end with one write(2), or in pieces when slowBytes is set.
    void write(std::string line);
    // Hands over what comes in until then. One that has passed costs no system call.
    void waitUntil(Clock::time_point then);
    // Waits for input and hands it over. False when standard input was closed.
    bool read();

    int slowBytes = 0;

private:
    void writeAll(std::string_view bytes);

    std::function<void(std::string_view line)> m_received;
    std::string m_buffer;
    bool m_closed = false;
};

} // namespace fake
