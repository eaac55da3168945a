#include "agent/warm_launches.h"

namespace agent {

void WarmLaunches::note(const Wanted &wanted)
{
    m_latest.push_front(wanted);
    if (m_latest.size() > m_most)
        m_latest.pop_back();
}

std::vector<WarmLaunches::Wanted> WarmLaunches::wanted() const
{
    std::vector<Wanted> all(m_latest.begin(), m_latest.end());
    all.resize(m_most);
    return all;
}

} // namespace agent
