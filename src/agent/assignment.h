#pragma once

#include <span>

namespace agent {

// What there is, from the view of one request.
struct Candidate
{
    bool warm = false; // else it is busy or ending, and takes up a place
    bool sameLaunch = false; // started just as the request wants it
};

enum class Action {
    Take, // the candidate of that index
    Start, // a new process
    Replace, // end the candidate of that index and wait for its place
    Wait,
};

struct Assignment
{
    Action action = Action::Wait;
    std::size_t index = 0;
    bool operator==(const Assignment &) const = default;
};

// Which session takes a request, when at most `maximum` may be there at once.
Assignment assign(std::span<const Candidate> candidates, std::size_t maximum);

} // namespace agent
