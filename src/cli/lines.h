#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace cli {

// Cuts a stream of bytes into lines. A line that is longer than the limit is dropped and counted. The bytes
// behind a line that is handed out are readable for simdjson's padding.
class Lines
{
public:
    static constexpr qsizetype MaximumLength = 64 * 1024 * 1024;

    // Room for up to `size` more bytes; commit() says how many of them were filled.
    char *reserve(qsizetype size);
    void commit(qsizetype size);

    // Calls `line` for each complete line, without its end. It must not touch this object.
    void take(const std::function<void(QByteArrayView line)> &line);

    qsizetype dropped() const { return m_dropped; }

private:
    QByteArray m_buffer;
    qsizetype m_begin = 0; // of what was not handed out yet
    qsizetype m_searched = 0; // no line end before here
    qsizetype m_end = 0; // of what was filled
    qsizetype m_dropped = 0;
    bool m_skipping = false; // inside a line that is too long
};

} // namespace cli
