#pragma once

#include "cli/launch.h"

#include <deque>
#include <vector>

namespace agent {

// Which processes to have started ahead of need: as many of each kind as the latest requests would have wanted.
class WarmLaunches
{
public:
    // `most` is how many processes are started ahead at once.
    explicit WarmLaunches(int most) : m_most(std::size_t(most)) { }

    void setMost(int most);

    // A request wanted a fresh process of this kind.
    void note(const cli::Wish &wanted);
    // What was noted is not wanted any more.
    void forget() { m_latest.clear(); }

    // As many as are to be there; before there were that many requests, some as `plain`.
    std::vector<cli::Wish> wanted(const cli::Wish &plain) const;

private:
    std::size_t m_most;
    std::deque<cli::Wish> m_latest; // the newest first; at most m_most
};

} // namespace agent
