#include "agent/warm_launches.h"

#include <algorithm>

namespace agent {

void WarmLaunches::setMost(int most)
{
    m_most = std::size_t(most);
    m_latest.resize(std::min(m_latest.size(), m_most));
}

void WarmLaunches::note(const cli::Wish &wanted)
{
    m_latest.push_front(wanted);
    if (m_latest.size() > m_most)
        m_latest.pop_back();
}

std::vector<cli::Wish> WarmLaunches::wanted(const cli::Wish &plain) const
{
    std::vector<cli::Wish> all(m_latest.begin(), m_latest.end());
    all.resize(m_most, plain);
    return all;
}

} // namespace agent
