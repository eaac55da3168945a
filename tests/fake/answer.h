#pragma once

#include "lines.h"
#include "pipe.h"
#include "script.h"

#include <string>

namespace fake {

// Plays one answer as its script says: the lines, the pauses, and the mishaps.
class Answer
{
public:
    // `interrupted` is set from outside, while the answer waits.
    Answer(const Script &script, Lines &lines, Pipe &pipe, const bool &interrupted);

    // `text` is the answer's whole text when the script names none. Returns false when the turn ended in an
    // error.
    bool play(const std::string &text);

private:
    std::vector<std::string> deltas(const std::string &text) const;
    void fail(const ApiError &error);
    void playThinking();
    void playUnknownLines();
    bool playDeltas(const std::vector<std::string> &deltas);
    void delta(int number, const std::string &text);
    void die() const;

    const Script &m_script;
    Lines &m_lines;
    Pipe &m_pipe;
    const bool &m_interrupted;
    Usage m_usage;
    int m_index = 0; // of the text block
};

} // namespace fake
