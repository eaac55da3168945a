#pragma once

#include "cli/launch.h"

#include <QByteArray>

#include <deque>
#include <vector>

namespace agent {

// Which processes to have started ahead of need: as many of each kind as the latest requests would have wanted.
class WarmLaunches
{
public:
    // `most` is how many processes are started ahead at once.
    explicit WarmLaunches(int most) : m_most(std::size_t(most)) { }

    struct Wanted
    {
        cli::LaunchKind kind = cli::LaunchKind::Full;
        QByteArray model;
        bool operator==(const Wanted &) const = default;
    };

    void setMost(int most);

    // A request wanted a fresh process of this kind.
    void note(const Wanted &wanted);

    // As many as are to be there; before there were that many requests, some for plain questions.
    std::vector<Wanted> wanted() const;

private:
    std::size_t m_most;
    std::deque<Wanted> m_latest; // the newest first; at most m_most
};

} // namespace agent
