#include "http/line.h"

#include <algorithm>

namespace http {

Line::State Line::take(QByteArrayView &bytes, qint64 most)
{
    if (std::exchange(m_isWhole, false))
        m_bytes.resize(0); // which keeps the memory
    const auto seen = bytes.first(std::clamp<qint64>(most - m_bytes.size(), 0, bytes.size()));
    const auto end = seen.indexOf('\n');
    const auto taken = end < 0 ? seen : seen.first(end + 1);
    m_bytes.append(taken);
    bytes = bytes.sliced(taken.size());
    m_isWhole = end >= 0;
    if (m_isWhole)
        return State::Whole;
    return m_bytes.size() >= most ? State::TooLong : State::More;
}

} // namespace http
