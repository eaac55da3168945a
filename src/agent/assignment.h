#pragma once

#include <chrono>
#include <span>

namespace agent {

// What there is, from the view of one request.
struct Candidate
{
    enum class Kind {
        Busy, // it answers
        Ending, // its place will be free in a moment
        Warm, // it was not spoken to yet
        Resting, // it has answered, and keeps its conversation for the next question
        Waiting, // it waits for the results of its client's tools
    };

    Kind kind = Kind::Busy;
    bool sameLaunch = false; // started just as the request wants it
    bool continues = false; // the request goes on where it stopped
    std::chrono::steady_clock::time_point idleSince; // when it last had something to do
};

enum class Action {
    Continue, // the conversation of the candidate of that index
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

// Which session takes the first of `queued` requests, when at most `maximum` sessions may be there at once. Of those
// that could give way, it is a warm one first, then the one that has rested longest, then the one that has waited
// longest; none as long as enough places are about to be free.
Assignment assign(std::span<const Candidate> candidates, std::size_t maximum, std::size_t queued = 1);

} // namespace agent
