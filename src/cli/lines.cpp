#include "cli/lines.h"

#include <simdjson.h>

#include <cstring>

namespace cli {

char *Lines::reserve(qsizetype size)
{
    if (m_begin == m_end) {
        m_begin = m_searched = m_end = 0;
    } else if (m_begin > 0 && m_end + size + qsizetype(simdjson::SIMDJSON_PADDING) > m_buffer.size()) {
        std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, size_t(m_end - m_begin));
        m_searched -= m_begin;
        m_end -= m_begin;
        m_begin = 0;
    }
    const qsizetype needed = m_end + size + qsizetype(simdjson::SIMDJSON_PADDING);
    if (m_buffer.size() < needed)
        m_buffer.resize(std::max(needed, m_buffer.size() * 2));
    return m_buffer.data() + m_end;
}

void Lines::commit(qsizetype size)
{
    m_end += size;
}

void Lines::take(const std::function<void(QByteArrayView)> &line)
{
    const char *data = m_buffer.constData();
    while (m_searched < m_end) {
        const auto *found =
            static_cast<const char *>(std::memchr(data + m_searched, '\n', size_t(m_end - m_searched)));
        if (!found) {
            m_searched = m_end;
            break;
        }
        const qsizetype end = found - data;
        const qsizetype begin = m_begin;
        m_begin = m_searched = end + 1;
        if (m_skipping)
            m_skipping = false;
        else if (end > begin)
            line(QByteArrayView(data + begin, end - begin));
    }
    if (m_end - m_begin > MaximumLength) {
        if (!m_skipping)
            ++m_dropped;
        m_skipping = true;
        m_begin = m_searched = m_end = 0;
    } else if (m_begin == m_end && m_buffer.size() > 1024 * 1024) {
        m_buffer = QByteArray(); // one huge line does not keep its memory
        m_begin = m_searched = m_end = 0;
    }
}

} // namespace cli
