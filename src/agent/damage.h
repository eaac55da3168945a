#pragma once

#include <QtGlobal>

namespace agent {

// How much in a row could not be read of what a process says: some of it is skipped, too much is no CLI any more.
class Damage
{
public:
    static constexpr int MostLines = 100;
    static constexpr qint64 MostBytes = 1024 * 1024;

    void note(qint64 size, bool damaged)
    {
        m_lines = damaged ? m_lines + 1 : 0;
        m_bytes = damaged ? m_bytes + size : 0;
        m_tooMuch |= m_lines >= MostLines || m_bytes >= MostBytes;
    }

    bool isTooMuch() const { return m_tooMuch; }

private:
    int m_lines = 0;
    qint64 m_bytes = 0;
    bool m_tooMuch = false; // from then on
};

} // namespace agent
