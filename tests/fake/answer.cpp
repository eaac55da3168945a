#include "answer.h"

#include "json.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <numeric>
#include <string_view>
#include <vector>

namespace fake {

namespace {

Clock::duration milliseconds(double count)
{
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(count));
}

// Neither UTF-8 nor JSON, with a zero in it.
constexpr std::string_view garbage("\xff\xfe{\"type\":\0\xc3\x28 \x80 garbage }{\"\"", 28);

// Cuts the text into so many pieces, between characters.
std::vector<std::string> pieces(const std::string &text, int count)
{
    std::vector<std::string> result;
    std::size_t begin = 0;
    for (int i = 1; i <= count; ++i) {
        std::size_t end = text.size() * i / count;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            ++end;
        result.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return result;
}

int retries()
{
    const char *text = std::getenv("CLAUDE_CODE_MAX_RETRIES");
    return text ? std::atoi(text) : 10;
}

ApiError limitReached()
{
    return {429, "rate_limit", "You've hit your session limit"};
}

} // namespace

Answer::Answer(const Script &script, Lines &lines, Pipe &pipe, ClientTools &tools, const bool &interrupted)
    : m_script(script), m_lines(lines), m_pipe(pipe), m_tools(tools), m_interrupted(interrupted)
{ }

Answer::End Answer::play(const std::string &text)
{
    m_pipe.write(m_lines.system("status", R"("status":"requesting")"));
    m_pipe.waitUntil(Clock::now() + milliseconds(m_script.firstMs));
    if (m_script.rateLimit)
        m_pipe.write(m_lines.rateLimitEvent(*m_script.rateLimit));
    if (m_script.error || (m_script.rateLimit && m_script.rateLimit->status == "rejected")) {
        fail(m_script.error.value_or(limitReached()));
        return End::Failed;
    }

    usage.thinking = m_script.thinking.empty() ? 0 : 3;
    for (int line = 0; line < m_script.garbageLines; ++line)
        m_pipe.write(std::string(garbage));
    m_pipe.write(m_lines.messageStart({12, 5, 7, 1, 0}));
    playThinking();
    const bool calls = !m_script.tools.empty() || m_script.structured;
    const bool whole = (calls && !m_script.text) || playText(deltas(text));
    std::string outcome;
    if (whole) {
        for (const ToolCall &call : m_script.tools)
            playTool(call);
        if (m_script.structured)
            outcome = playStructured();
        m_pipe.write(m_lines.messageDelta(stopReason(), usage));
    }
    if (!outcome.empty())
        m_pipe.write(m_lines.user(outcome));
    m_pipe.write(m_lines.streamEvent(R"({"type":"message_stop"})"));
    askLate();
    return whole ? End::Whole : End::Interrupted;
}

std::string Answer::stopReason() const
{
    if (!m_script.stopReason.empty())
        return m_script.stopReason;
    return m_script.tools.empty() && !m_script.structured ? "end_turn" : "tool_use";
}

std::vector<std::string> Answer::deltas(const std::string &text) const
{
    if (m_script.text || !m_script.deltas || m_script.echoHistory)
        return pieces(text, m_script.deltas.value_or(3));
    std::vector<std::string> words;
    for (int i = 0; i < *m_script.deltas; ++i)
        words.push_back("w" + std::to_string(i) + " ");
    return words;
}

void Answer::fail(const ApiError &error)
{
    // What won't be better soon is not tried again: a wrong request, a used-up limit of the account.
    if (error.status && *error.status != 400 && *error.status != 404 && !m_script.rateLimit) {
        for (int attempt = 1; attempt <= retries(); ++attempt) {
            m_pipe.write(m_lines.apiRetry(attempt, retries(), error));
            m_pipe.waitUntil(Clock::now() + milliseconds(20));
        }
    }
    m_pipe.write(m_lines.synthetic(error));
    failure = error;
}

void Answer::open(const std::string &block)
{
    m_pipe.write(m_lines.blockStart(m_index, block));
}

// The whole block comes between its last delta and its end.
void Answer::whole(const std::string &block)
{
    m_pipe.write(m_lines.assistant(block, usage));
    blocks += (blocks.empty() ? "" : ",") + block;
}

void Answer::close()
{
    m_pipe.write(m_lines.blockStop(m_index));
    ++m_index;
}

void Answer::playThinking()
{
    if (!m_script.thinking.empty()) {
        const std::string thinking = quote(m_script.thinking);
        const std::string signature = quote(m_script.signature);
        open(R"({"type":"thinking","thinking":"","signature":""})");
        m_pipe.write(m_lines.system("thinking_tokens", R"("estimated_tokens":1,"estimated_tokens_delta":1)"));
        m_pipe.write(m_lines.blockDelta(m_index, R"({"type":"thinking_delta","thinking":)" + thinking + "}"));
        m_pipe.write(
            m_lines.blockDelta(m_index, R"({"type":"signature_delta","signature":)" + signature + "}"));
        whole(R"({"type":"thinking","thinking":)" + thinking + R"(,"signature":)" + signature + "}");
        close();
    }
    if (!m_script.redactedThinking.empty()) {
        const std::string block =
            R"({"type":"redacted_thinking","data":)" + quote(m_script.redactedThinking) + "}";
        open(block);
        whole(block);
        close();
    }
}

// False when the answer was interrupted.
bool Answer::playText(const std::vector<std::string> &deltas)
{
    usage.output = static_cast<int>(deltas.size());
    open(R"({"type":"text","text":""})");
    const bool isWhole = playDeltas(deltas);
    said = std::accumulate(deltas.begin(), deltas.end(), std::string());
    whole(R"({"type":"text","text":)" + quote(said) + "}");
    close();
    return isWhole;
}

// Up to the block's end.
ToolCall Answer::playInput(ToolCall call)
{
    if (call.id.empty())
        call.id = "toolu_" + m_lines.messageId + "_" + std::to_string(m_index);
    const std::string head =
        R"({"type":"tool_use","id":)" + quote(call.id) + R"(,"name":)" + quote(call.name);
    open(head + R"(,"input":{}})");
    m_pipe.write(m_lines.blockDelta(m_index, R"({"type":"input_json_delta","partial_json":""})"));
    for (const std::string &piece : pieces(call.input, static_cast<int>(call.input.size() / 24) + 1)) {
        m_pipe.write(m_lines.blockDelta(
            m_index, R"({"type":"input_json_delta","partial_json":)" + quote(piece) + "}"));
        m_pipe.waitUntil(Clock::now() + milliseconds(m_script.delayMs));
    }
    whole(head + R"(,"input":)" + call.input + "}");
    return call;
}

void Answer::playTool(const ToolCall &wanted)
{
    const ToolCall call = playInput(wanted);
    const bool known = m_tools.knows(call.name);
    if (!known) {
        refusals.push_back(
            R"({"type":"tool_result","content":"<tool_use_error>Error: No such tool available: )" + call.name
            + R"(</tool_use_error>","is_error":true,"tool_use_id":)" + quote(call.id) + "}");
        m_pipe.write(m_lines.user(refusals.back()));
    }
    close();
    if (known && m_script.lateCallsMs <= 0)
        m_tools.ask(call);
    else if (known)
        m_late.push_back(call);
}

// The CLI says what it finds of the output.
std::string Answer::playStructured()
{
    const ToolCall call = playInput({{}, "StructuredOutput", *m_script.structured});
    close();
    if (m_script.structuredFits) {
        return R"({"tool_use_id":)" + quote(call.id)
            + R"(,"type":"tool_result","content":"Structured output provided successfully"})";
    }
    refusals.push_back(
        R"({"type":"tool_result","content":"Output does not match required schema: root: must fit","is_error":true,)"
        R"("tool_use_id":)"
        + quote(call.id) + "}");
    return refusals.back();
}

void Answer::askLate()
{
    if (m_late.empty())
        return;
    m_pipe.waitUntil(Clock::now() + milliseconds(m_script.lateCallsMs));
    for (const ToolCall &call : m_late)
        m_tools.ask(call);
}

void Answer::playUnknownLines()
{
    m_pipe.write(R"({"type":"from_the_future","deep":[1,{"x":null}],"text":"UNKNOWN"})");
    m_pipe.write(m_lines.system("from_the_future", R"("text":"UNKNOWN")"));
    m_pipe.write(m_lines.streamEvent(R"({"type":"from_the_future","index":0,"delta":{"text":"UNKNOWN"}})"));
    m_pipe.write(m_lines.streamEvent(
        R"({"type":"content_block_delta","index":0,"delta":{"type":"future_delta","text":"UNKNOWN"}})"));
    m_pipe.write(m_lines.streamEvent(
        R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"SUBAGENT"}})",
        "toolu_1"));
    m_pipe.write(R"({"no_type":"UNKNOWN"})");
    m_pipe.write(R"(["UNKNOWN"])");
    m_pipe.write("42");
    m_pipe.write("");
}

// False when the answer was interrupted.
bool Answer::playDeltas(const std::vector<std::string> &deltas)
{
    static std::string held; // until the process ends
    if (m_script.memoryMb > 0)
        held.assign(std::size_t(m_script.memoryMb) * 1024 * 1024, 'x');
    if (m_script.longLine > 0)
        m_pipe.write(R"({"type":"from_the_future","data":")" + std::string(m_script.longLine, 'x') + "\"}");
    const Clock::time_point begin = Clock::now();
    const int count = static_cast<int>(deltas.size());
    for (int i = 0; i < count; ++i) {
        if (m_script.dieAfter == i)
            die();
        while (m_script.hangAfter == i)
            pause();
        if (m_script.garbage.contains(i))
            m_pipe.write(std::string(garbage));
        if (m_script.unknownLines)
            playUnknownLines();
        delta(i, deltas[i]);
        m_pipe.waitUntil(begin + milliseconds(m_script.delayMs * (i + 1)));
        if (m_interrupted)
            return false;
    }
    if (m_script.dieAfter && *m_script.dieAfter >= count)
        die();
    while (m_script.hangAfter && *m_script.hangAfter >= count)
        pause();
    return true;
}

void Answer::delta(int number, const std::string &text)
{
    const std::string line = m_lines.textDelta(m_index, text);
    if (m_script.splitLine == number) {
        const std::size_t half = line.size() / 2;
        m_pipe.write(line.substr(0, half) + m_lines.system("status", R"("status":"requesting")"));
        m_pipe.write(line.substr(half));
    } else {
        m_pipe.write(line);
    }
}

void Answer::die() const
{
    if (!m_script.lastWords.empty()) {
        const std::string words = m_script.lastWords + "\n";
        if (::write(STDERR_FILENO, words.data(), words.size()) < 0)
            std::_Exit(m_script.exitCode);
    }
    if (m_script.signal != 0)
        kill(getpid(), m_script.signal);
    std::_Exit(m_script.exitCode);
}

} // namespace fake
