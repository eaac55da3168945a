#include "answer.h"

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

Answer::Answer(const Script &script, Lines &lines, Pipe &pipe, const bool &interrupted)
    : m_script(script), m_lines(lines), m_pipe(pipe), m_interrupted(interrupted)
{ }

bool Answer::play(const std::string &text)
{
    if (m_script.dieBeforeAnswer)
        die();
    m_pipe.slowBytes = m_script.slowBytes;
    m_pipe.write(m_lines.init());
    m_pipe.write(m_lines.system("status", R"("status":"requesting")"));
    m_pipe.waitUntil(Clock::now() + milliseconds(m_script.firstMs));
    if (m_script.rateLimit)
        m_pipe.write(m_lines.rateLimitEvent(*m_script.rateLimit));
    if (m_script.error || (m_script.rateLimit && m_script.rateLimit->status == "rejected")) {
        fail(m_script.error.value_or(limitReached()));
        return false;
    }

    const std::vector<std::string> parts = deltas(text);
    m_usage.output = static_cast<int>(parts.size());
    m_usage.thinking = m_script.thinking.empty() ? 0 : 3;
    m_pipe.write(m_lines.messageStart({12, 5, 7, 1, 0}));
    if (!m_script.thinking.empty())
        playThinking();
    const std::string index = std::to_string(m_index);
    m_pipe.write(m_lines.streamEvent(R"({"type":"content_block_start","index":)" + index
        + R"(,"content_block":{"type":"text","text":""}})"));
    const bool whole = playDeltas(parts);
    Result result;
    result.text = std::accumulate(parts.begin(), parts.end(), std::string());
    m_pipe.write(m_lines.assistant(R"({"type":"text","text":)" + quote(result.text) + "}", m_usage));
    m_pipe.write(m_lines.streamEvent(R"({"type":"content_block_stop","index":)" + index + "}"));
    if (whole)
        m_pipe.write(m_lines.messageDelta(m_script.stopReason, m_usage));
    m_pipe.write(m_lines.streamEvent(R"({"type":"message_stop"})"));
    result.interrupted = !whole;
    result.stopReason = m_script.stopReason;
    result.usage = m_usage;
    m_pipe.write(m_lines.result(result));
    return whole;
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
    Result result;
    result.error = error;
    m_pipe.write(m_lines.result(result));
}

void Answer::playThinking()
{
    const std::string thinking = quote(m_script.thinking);
    m_pipe.write(m_lines.streamEvent(
        R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}})"));
    m_pipe.write(m_lines.system("thinking_tokens", R"("estimated_tokens":1,"estimated_tokens_delta":1)"));
    m_pipe.write(m_lines.streamEvent(
        R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":)" + thinking
        + "}}"));
    m_pipe.write(m_lines.streamEvent(
        R"({"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"abc"}})"));
    m_pipe.write(m_lines.assistant(
        R"({"type":"thinking","thinking":)" + thinking + R"(,"signature":"abc"})", m_usage));
    m_pipe.write(m_lines.streamEvent(R"({"type":"content_block_stop","index":0})"));
    m_index = 1;
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
