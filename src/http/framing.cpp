#include "http/framing.h"

#include <algorithm>
#include <utility>

namespace http {

namespace {

constexpr int MostBlankLines = 2; // that old clients send after a body: RFC 9112, 2.2

Violation noMethod(const Limits &)
{
    return {400, "bad_request_line", "The request begins with something else than a method."};
}

} // namespace

qsizetype Framing::take(QByteArrayView bytes)
{
    const auto all = bytes.size();
    while (!bytes.isEmpty() && m_state != State::Whole && m_state != State::Broken)
        takeOf(bytes);
    return all - bytes.size();
}

void Framing::takeOf(QByteArrayView &bytes)
{
    switch (m_state) {
    case State::Between:
        if (bytes.front() != '\r' && bytes.front() != '\n' && !m_line.isBegun())
            m_state = State::InHead;
        else
            takeBlankLine(bytes);
        break;
    case State::InHead:
        if (m_hasRequestLine)
            takeField(bytes);
        else
            takeRequestLine(bytes);
        break;
    case State::InBody:
        takeBody(bytes);
        break;
    case State::Whole:
    case State::Broken:
        break;
    }
}

void Framing::takeBlankLine(QByteArrayView &bytes)
{
    if (readLine(bytes, 2, noMethod) && ++m_blankLines > MostBlankLines)
        fail({400, "bad_request_line", "There are too many empty lines before the request."});
}

void Framing::takeRequestLine(QByteArrayView &bytes)
{
    if (!readLine(bytes, m_limits.headers / 2, requestLineTooLong))
        return;
    m_headSize = m_line.bytes().size();
    m_hasRequestLine = true;
    if (auto violation = m_head.readRequestLine(m_line.text()))
        fail(*std::move(violation));
}

void Framing::takeField(QByteArrayView &bytes)
{
    if (!readLine(bytes, m_limits.headers - m_headSize, headersTooLarge))
        return;
    m_headSize += m_line.bytes().size();
    if (m_line.text().isEmpty())
        finishHead();
    else if (auto violation = m_head.readField(m_line.text()))
        fail(*std::move(violation));
}

void Framing::finishHead()
{
    if (auto violation = m_head.finish(m_limits))
        fail(*std::move(violation));
    else
        m_state = m_head.body() == RequestHead::Body::None ? State::Whole : State::InBody;
}

void Framing::takeBody(QByteArrayView &bytes)
{
    m_hasBodyBegun = true;
    if (m_head.body() == RequestHead::Body::Counted) {
        const auto data = bytes.first(std::min<qint64>(bytes.size(), m_head.length() - m_body.size()));
        m_body.append(data);
        bytes = bytes.sliced(data.size());
        if (m_body.size() == m_head.length())
            m_state = State::Whole;
        return;
    }
    switch (m_chunks.take(bytes, m_body, m_limits)) {
    case Chunks::State::More:
        break;
    case Chunks::State::Whole:
        m_state = State::Whole;
        break;
    case Chunks::State::Broken:
        fail(m_chunks.violation());
        break;
    }
}

bool Framing::waitsToContinue() const
{
    return m_state == State::InBody && m_head.expectsContinue() && !m_hasBodyBegun;
}

// Whether a whole line is there; it may have `most` bytes.
bool Framing::readLine(QByteArrayView &bytes, qint64 most, Complaint tooLong)
{
    switch (m_line.take(bytes, most)) {
    case Line::State::More:
        return false;
    case Line::State::Whole:
        if (!m_line.isClean())
            fail({400, "bad_line_end", "Each line of a request must end with CR LF."});
        return m_line.isClean();
    case Line::State::TooLong:
        fail(tooLong(m_limits));
        return false;
    }
    return false;
}

QByteArray Framing::takeBody()
{
    return std::exchange(m_body, {});
}

void Framing::reset()
{
    m_state = State::Between;
    m_blankLines = 0;
    m_headSize = 0;
    m_head = {};
    m_hasRequestLine = false;
    m_chunks = {};
    m_hasBodyBegun = false;
    m_body = {};
}

void Framing::fail(Violation violation)
{
    m_state = State::Broken;
    m_violation = std::move(violation);
    m_body = {};
}

} // namespace http
