#include "agent/assignment.h"

#include <algorithm>
#include <iterator>

namespace agent {

Assignment assign(std::span<const Candidate> candidates, std::size_t maximum)
{
    const auto find = [&](auto condition) { return std::ranges::find_if(candidates, condition); };
    const auto indexOf = [&](auto found) { return std::size_t(std::distance(candidates.begin(), found)); };

    const auto same = find([](const Candidate &candidate) { return candidate.warm && candidate.sameLaunch; });
    if (same != candidates.end())
        return {Action::Take, indexOf(same)};
    if (candidates.size() < maximum)
        return {Action::Start};
    const auto warm = find([](const Candidate &candidate) { return candidate.warm; });
    if (warm != candidates.end())
        return {Action::Replace, indexOf(warm)};
    return {Action::Wait};
}

} // namespace agent
