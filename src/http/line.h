#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace http {

// Gathers one line after the other.
class Line
{
public:
    enum class State { More, Whole, TooLong };

    // Takes of `bytes`, which must not be empty, up to the end of the line; it may have `most` bytes with its end.
    State take(QByteArrayView &bytes, qint64 most);

    // A part of a line is there.
    bool isBegun() const { return !m_isWhole && !m_bytes.isEmpty(); }
    // The whole line with its end, until the next take().
    QByteArrayView bytes() const { return m_bytes; }
    // It ends with CR LF as it should.
    bool isClean() const { return m_bytes.endsWith("\r\n"); }
    // Without that end.
    QByteArrayView text() const { return QByteArrayView(m_bytes).chopped(2); }

private:
    QByteArray m_bytes;
    bool m_isWhole = false;
};

} // namespace http
