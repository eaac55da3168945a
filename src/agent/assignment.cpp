#include "agent/assignment.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace agent {

namespace {

std::optional<std::size_t> longestIdle(std::span<const Candidate> candidates, Candidate::Kind kind)
{
    std::optional<std::size_t> longest;
    for (std::size_t index = 0; index < candidates.size(); ++index) {
        if (candidates[index].kind == kind
            && (!longest || candidates[index].idleSince < candidates[*longest].idleSince))
            longest = index;
    }
    return longest;
}

} // namespace

Assignment assign(std::span<const Candidate> candidates, std::size_t maximum, std::size_t queued)
{
    using Kind = Candidate::Kind;
    const auto find = [&](auto condition) { return std::ranges::find_if(candidates, condition); };
    const auto indexOf = [&](auto found) { return std::size_t(std::distance(candidates.begin(), found)); };

    const auto continued =
        find([](const Candidate &candidate) { return candidate.continues && candidate.sameLaunch; });
    if (continued != candidates.end())
        return {Action::Continue, indexOf(continued)};
    const auto same =
        find([](const Candidate &candidate) { return candidate.kind == Kind::Warm && candidate.sameLaunch; });
    if (same != candidates.end())
        return {Action::Take, indexOf(same)};
    if (candidates.size() < maximum)
        return {Action::Start};
    const auto ending = std::ranges::count(candidates, Kind::Ending, &Candidate::kind);
    if (std::size_t(ending) >= queued)
        return {Action::Wait};
    for (const auto kind : {Kind::Warm, Kind::Resting, Kind::Waiting}) {
        if (const auto longest = longestIdle(candidates, kind))
            return {Action::Replace, *longest};
    }
    return {Action::Wait};
}

} // namespace agent
