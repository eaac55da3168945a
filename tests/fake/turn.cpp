#include "turn.h"

#include "json.h"

#include <unistd.h>

#include <cstdlib>

namespace fake {

namespace {

constexpr std::string_view enforcement =
    R"({"type":"text","text":"[structured-output-enforce] You MUST call the StructuredOutput tool to complete this request. Call this tool now."})";

constexpr std::string_view continuation =
    R"({"type":"text","text":"Output token limit hit. Resume directly — no apology, no recap of what you were doing."})";

std::string resultText(const std::string &block)
{
    return joinedText(Json(block)["content"]);
}

// Gives the first output that does not fit.
Script badAttempt(const Script &script)
{
    Script bad = script;
    bad.structured = script.structuredBad.front();
    bad.structuredFits = false;
    bad.tools.clear();
    bad.thinking.clear();
    return bad;
}

} // namespace

Turn::Turn(Conversation &conversation, Lines &lines, Pipe &pipe, ClientTools &tools, const bool &interrupted)
    : m_conversation(conversation), m_lines(lines), m_pipe(pipe), m_tools(tools), m_interrupted(interrupted)
{ }

bool Turn::play(Script script)
{
    m_question = m_conversation.messages.back().text();
    m_result.calls = 0;
    m_result.usage = {0, 0, 0, 0, 0};
    if (script.dieBeforeAnswer)
        Answer(script, m_lines, m_pipe, m_tools, m_interrupted).die();
    m_pipe.slowBytes = script.slowBytes;
    m_pipe.write(m_lines.init());
    bool goesOn = true;
    while (goesOn) {
        if (!script.structuredBad.empty()) {
            goesOn = step(badAttempt(script));
            script.structuredBad.erase(script.structuredBad.begin());
        } else {
            goesOn = step(script);
            if (!m_hasEnforced)
                script = script.next();
        }
    }
    m_pipe.write(m_lines.result(m_result));
    return !m_result.error && !m_result.interrupted;
}

// One message of the API and what follows it. True when there is to be another one.
bool Turn::step(const Script &script)
{
    static int messages = 0;
    m_lines.messageId = "msg_" + std::to_string(getpid()) + "_" + std::to_string(++messages);
    Answer answer(script, m_lines, m_pipe, m_tools, m_interrupted);
    const Answer::End end = answer.play(textOf(script));
    m_result.error = answer.failure;
    m_result.interrupted = end == Answer::End::Interrupted;
    if (end == Answer::End::Failed)
        return false;
    ++m_result.calls;
    m_result.usage.add(answer.usage);
    m_result.text = answer.said;
    m_result.stopReason = answer.stopReason();
    m_conversation.messages.push_back({"assistant", "[" + answer.blocks + "]", false});
    m_results.clear();
    for (const std::string &refusal : answer.refusals)
        note(refusal, true);
    if (end == Answer::End::Interrupted)
        return false;
    if (!script.tools.empty())
        return awaitResults(answer, script);
    if (script.structured && script.structuredFits) {
        ++m_result.turns;
        m_result.text = *script.structured;
        m_result.structuredOutput = script.structured;
        return false;
    }
    if (script.structured)
        return true;
    if (answer.stopReason() == "max_tokens") {
        instruct(continuation);
        return true;
    }
    if (!wantsStructured || m_hasEnforced || answer.stopReason() != "end_turn")
        return false;
    m_hasEnforced = true;
    instruct(enforcement);
    return true;
}

void Turn::instruct(std::string_view block)
{
    m_pipe.write(m_lines.user(block, true));
    note(std::string(block), false);
}

bool Turn::awaitResults(const Answer &answer, const Script &script)
{
    if (script.dieWhileWaiting)
        answer.die();
    while (true) {
        for (const std::string &block : m_tools.takeResults()) {
            m_pipe.write(m_lines.user(block));
            note(block, true);
        }
        if (m_interrupted || !(m_tools.waits() || script.deafToResults))
            break;
        if (!m_pipe.read())
            std::exit(0);
    }
    m_tools.forget();
    m_result.interrupted = m_interrupted;
    return !m_interrupted;
}

void Turn::note(const std::string &block, bool isResult)
{
    ++m_result.turns;
    m_conversation.messages.push_back({"user", "[" + block + "]", false});
    if (isResult)
        m_results.push_back(block);
}

std::string Turn::textOf(const Script &script) const
{
    if (script.echoHistory)
        return m_conversation.toJson(m_lines.model);
    if (script.text || m_results.empty())
        return script.text.value_or("fake answer to: " + m_question.substr(0, 40));
    std::string text = "The tools said:";
    for (const std::string &block : m_results)
        text += " " + quote(resultText(block));
    return text;
}

} // namespace fake
