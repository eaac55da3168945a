#include "pipe.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <thread>
#include <utility>
#include <vector>

namespace fake {

Pipe::Pipe(std::function<void(std::string_view line)> received) : m_received(std::move(received)) { }

void Pipe::write(std::string line)
{
    line += '\n';
    if (slowBytes <= 0) {
        writeAll(line);
        return;
    }
    for (std::size_t at = 0; at < line.size(); at += slowBytes) {
        writeAll(std::string_view(line).substr(at, slowBytes));
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
}

void Pipe::writeAll(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            std::exit(1);
        bytes.remove_prefix(std::max<ssize_t>(written, 0));
    }
}

void Pipe::waitUntil(Clock::time_point then)
{
    while (true) {
        const auto left = then - Clock::now();
        if (left <= Clock::duration::zero())
            return;
        if (m_closed) {
            std::this_thread::sleep_until(then);
            return;
        }
#ifdef __linux__
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
        const timespec timeout{seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const int ready = ppoll(&input, 1, &timeout, nullptr);
#else
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const int ready =
            poll(&input, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
#endif
        if (ready > 0)
            read();
    }
}

bool Pipe::read()
{
    std::vector<char> piece(65536);
    const ssize_t size = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (size < 0 && errno == EINTR)
        return true;
    if (size <= 0) {
        m_closed = true;
        return false;
    }
    m_buffer.append(piece.data(), size);
    std::size_t begin = 0;
    for (std::size_t end; (end = m_buffer.find('\n', begin)) != std::string::npos; begin = end + 1)
        m_received(std::string_view(m_buffer).substr(begin, end - begin));
    m_buffer.erase(0, begin);
    return true;
}

} // namespace fake
