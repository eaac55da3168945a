#pragma once

#include "client_tools.h"
#include "lines.h"
#include "pipe.h"
#include "script.h"

#include <optional>
#include <string>
#include <vector>

namespace fake {

// Plays one message of the API as its script says: the lines, the pauses, and the mishaps.
class Answer
{
public:
    enum class End { Whole, Interrupted, Failed };

    // `interrupted` is set from outside, while the answer waits.
    Answer(const Script &script, Lines &lines, Pipe &pipe, ClientTools &tools, const bool &interrupted);

    // `text` is the answer's whole text when the script names none.
    End play(const std::string &text);
    // Ends the process as the script says.
    [[noreturn]] void die() const;

    std::string stopReason() const;

    // What was played.
    std::string said; // the text
    std::string blocks; // JSON, with commas between them
    std::vector<std::string> refusals; // tool_result blocks that the CLI gave by itself
    std::optional<ApiError> failure;
    Usage usage;

private:
    std::vector<std::string> deltas(const std::string &text) const;
    void fail(const ApiError &error);
    void open(const std::string &block);
    void whole(const std::string &block);
    void close();
    void playThinking();
    bool playText(const std::vector<std::string> &deltas);
    ToolCall playInput(ToolCall call);
    void playTool(const ToolCall &wanted);
    std::string playStructured();
    void askLate();
    void playUnknownLines();
    bool playDeltas(const std::vector<std::string> &deltas);
    void delta(int number, const std::string &text);

    const Script &m_script;
    Lines &m_lines;
    Pipe &m_pipe;
    ClientTools &m_tools;
    const bool &m_interrupted;
    std::vector<ToolCall> m_late; // calls that are asked for after the message
    int m_index = 0; // of the block
};

} // namespace fake
