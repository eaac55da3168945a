#include "http/chunks.h"

#include "http/field.h"

#include <algorithm>
#include <charconv>

namespace http {

namespace {

constexpr qint64 LongestSizeLine = 256; // bytes, with its end
constexpr qint64 MostExtensions = 16 * 1024; // bytes, of a body
constexpr qint64 MostTrailers = 8 * 1024; // bytes

Violation badChunk(QByteArray message)
{
    return {400, "bad_chunk", std::move(message)};
}

} // namespace

Chunks::State Chunks::take(QByteArrayView &bytes, QByteArray &body, const Limits &limits)
{
    State state = State::More;
    while (state == State::More && !bytes.isEmpty()) {
        switch (m_part) {
        case Part::Size:
            state = takeLine(bytes, LongestSizeLine);
            if (state == State::Whole)
                state = readSize(body, limits);
            break;
        case Part::Data:
            takeData(bytes, body);
            break;
        case Part::DataEnd:
            state = takeLine(bytes, 2);
            if (state == State::Whole)
                state = readDataEnd();
            break;
        case Part::Trailer:
            state = takeLine(bytes, MostTrailers - m_trailers);
            if (state == State::Whole)
                state = readTrailer();
            break;
        }
    }
    return state;
}

Chunks::State Chunks::takeLine(QByteArrayView &bytes, qint64 most)
{
    switch (m_line.take(bytes, most)) {
    case Line::State::More:
        return State::More;
    case Line::State::Whole:
        if (!m_line.isClean())
            return broken(badChunk("A line between the chunks of the body does not end with CR LF."));
        return State::Whole;
    case Line::State::TooLong:
        break;
    }
    switch (m_part) {
    case Part::Size:
        return broken(badChunk("The line with the size of a chunk is too long."));
    case Part::Trailer:
        return broken(badChunk("There are too many trailers."));
    case Part::Data:
    case Part::DataEnd:
        break;
    }
    return broken(badChunk("A chunk of the body is longer than it says."));
}

Chunks::State Chunks::readSize(const QByteArray &body, const Limits &limits)
{
    const auto text = m_line.text();
    if (hasControls(text))
        return broken(badChunk("The line with the size of a chunk has a control character."));
    quint64 size = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), size, 16);
    const bool isNumber = error != std::errc::invalid_argument && (end == text.end() || *end == ';');
    if (!isNumber)
        return broken(badChunk("The size of a chunk is no hexadecimal number."));
    if (error == std::errc::result_out_of_range
        || size > quint64(std::max<qint64>(0, limits.body - body.size())))
        return broken(bodyTooLarge(limits));
    m_extensions += text.end() - end;
    if (m_extensions > MostExtensions)
        return broken(badChunk("The extensions of the chunks are too long."));
    m_left = qint64(size);
    m_part = size == 0 ? Part::Trailer : Part::Data;
    return State::More;
}

void Chunks::takeData(QByteArrayView &bytes, QByteArray &body)
{
    const auto data = bytes.first(std::min<qint64>(bytes.size(), m_left));
    body.append(data);
    bytes = bytes.sliced(data.size());
    m_left -= data.size();
    if (m_left == 0)
        m_part = Part::DataEnd;
}

Chunks::State Chunks::readDataEnd()
{
    m_part = Part::Size;
    return State::More;
}

Chunks::State Chunks::readTrailer()
{
    const auto text = m_line.text();
    if (text.isEmpty())
        return State::Whole;
    m_trailers += m_line.bytes().size();
    if (const auto field = readField(text); !field)
        return broken(field.error());
    return State::More;
}

Chunks::State Chunks::broken(Violation violation)
{
    m_violation = std::move(violation);
    return State::Broken;
}

} // namespace http
