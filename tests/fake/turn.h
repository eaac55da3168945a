#pragma once

#include "answer.h"
#include "conversation.h"

#include <string>
#include <string_view>
#include <vector>

namespace fake {

// Answers one user message: as many messages of the API as its script says, with the tools' results between them.
class Turn
{
public:
    Turn(Conversation &conversation, Lines &lines, Pipe &pipe, ClientTools &tools, const bool &interrupted);

    // Whether the model must give structured output.
    bool wantsStructured = false;

    // False when the turn ended in an error.
    bool play(Script script);

private:
    bool step(const Script &script);
    bool awaitResults(const Answer &answer, const Script &script);
    // Tells the model something in the user's name.
    void instruct(std::string_view block);
    // Puts a message of the CLI's own into the history.
    void note(const std::string &block, bool isResult);
    std::string textOf(const Script &script) const;

    Conversation &m_conversation;
    Lines &m_lines;
    Pipe &m_pipe;
    ClientTools &m_tools;
    const bool &m_interrupted;
    std::string m_question;
    std::vector<std::string> m_results; // of the latest tools
    Result m_result;
    bool m_hasEnforced = false;
};

} // namespace fake
