#pragma once

#include "http/line.h"
#include "http/violation.h"

#include <optional>

namespace http {

// Reads a body that comes in chunks (RFC 9112, 7.1). Extensions and trailers are checked and left out.
class Chunks
{
public:
    enum class State { More, Whole, Broken };

    // Takes of `bytes`, which must not be empty, and appends the data to `body`, which may become limits.body large.
    State take(QByteArrayView &bytes, QByteArray &body, const Limits &limits);

    // Once it is broken.
    const Violation &violation() const { return m_violation; }

private:
    enum class Part { Size, Data, DataEnd, Trailer };

    State takeLine(QByteArrayView &bytes, qint64 most);
    State readSize(const QByteArray &body, const Limits &limits);
    State readDataEnd();
    State readTrailer();
    void takeData(QByteArrayView &bytes, QByteArray &body);
    State broken(Violation violation);

    Part m_part = Part::Size;
    Line m_line;
    qint64 m_left = 0; // bytes of the chunk
    qint64 m_extensions = 0; // bytes, of all chunks
    qint64 m_trailers = 0; // bytes
    Violation m_violation;
};

} // namespace http
