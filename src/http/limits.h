#pragma once

#include <QtGlobal>

#include <chrono>

namespace http {

// Bytes a second of a body. One that stays below it is kept alive and not sent: no line in use is so slow, and Apache
// asks for as much (mod_reqtimeout).
inline constexpr qint64 LeastBodyRate = 500;

// What a client may use of a server.
struct Limits
{
    qint64 body = 64LL * 1024 * 1024; // bytes of a request
    qint64 headers = 64LL * 1024; // bytes, with the request line, which may have half of them
    int connections = 512; // at once
    std::chrono::milliseconds headerTime{
        10'000}; // from the first byte of a request to the end of its headers
    std::chrono::milliseconds bodyTime{20'000}; // that a body may pause, or be behind LeastBodyRate
    std::chrono::milliseconds idleTime{120'000}; // without a request
    qint64 unsent = 16LL * 1024 * 1024; // bytes of a streamed answer that wait for a slow client
    std::chrono::milliseconds unsentTime{60'000}; // in which it takes nothing of them
    bool operator==(const Limits &) const = default;

    // Of all requests that are being received, together.
    qint64 bodies() const { return 4 * body; }
    // Has room in any case: who fills all of that with a few large ones does not shut out the others.
    qint64 smallBody() const { return body / 64; }
};

} // namespace http
