#pragma once

#include "client_tools.h"
#include "conversation.h"
#include "environment.h"
#include "json.h"
#include "lines.h"
#include "pipe.h"
#include "script.h"

#include <unistd.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

// One process: the conversation it was given, and what it does with each line.
class Process
{
public:
    explicit Process(const std::vector<std::string> &arguments);

    // Until standard input ends; gives the exit code.
    int run();

private:
    void received(std::string_view line);
    void control(const Json &line);
    void initialize(const std::string &id, const Json &request);
    void takeSchema();
    void applyFlags(const std::string &id, const Json &settings);
    void setModel(const std::string &name);
    void answer(const Message &message);
    bool play(Script script);
    void startOwnChildren(const Script &script);

    Clock::time_point m_started = Clock::now();
    Script m_script;
    std::string m_version = environment("FAKE_CLAUDE_VERSION", "2.1.330");
    Lines m_lines{"5e55104e-0000-4000-8000-" + std::to_string(100000000000 + getpid()), m_version};
    Pipe m_pipe{[this](std::string_view line) { received(line); }};
    ClientTools m_tools{m_lines, m_pipe};
    Conversation m_conversation;
    std::deque<Message> m_waiting;
    bool m_debugs = false;
    bool m_wantsStructured = false;
    bool m_interrupted = false;
    bool m_failed = false;
};

} // namespace fake
