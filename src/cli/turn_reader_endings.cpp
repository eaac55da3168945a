#include "cli/failure.h"
#include "cli/turn_reader.h"

#include <algorithm>
#include <span>
#include <utility>

// How answers end, and how they are taken back.
namespace cli {

namespace {

// Longer than this the CLI may not wait before it asks the API again: the client retries by itself.
constexpr qint64 LongestRetryDelayMs = 5'000;

} // namespace

void TurnReader::on(const MessageStop &line)
{
    on(BlockStop{});
    if (!m_messageStopped)
        breakOff(size_t(std::max(line.abandonedFrom.value_or(0), 0)));
}

// When the API's stream breaks the CLI keeps the blocks that were whole, and closes the message without a stop reason.
// It makes the calls among them; else it asks the API to go on after them, or again from the start (measured).
void TurnReader::breakOff(size_t from)
{
    const auto kept = std::span(m_blocks).first(std::min(from, m_blocks.size()));
    m_resumed = !kept.empty() && std::ranges::none_of(kept, &BlockBegin::isCall);
    if (from < m_blocks.size()) {
        const auto back = m_blocks[from];
        m_held.truncate(back.held);
        m_calls.resize(std::min(back.calls, m_calls.size()));
        if (m_answer.saidSince(back.said)) {
            m_broken = {.kind = chat::ErrorKind::ApiFailed,
                .message = "Claude Code: the API's answer broke off in the middle. Please ask again."};
            m_answer.settle(back.said);
            auto calls = std::move(m_calls);
            withdraw(*m_broken);
            m_calls = std::move(calls);
            m_json = back.json;
        }
    }
    if (!m_calls.empty())
        finish(chat::StopReason::ToolUse, Ending::Waiting);
}

void TurnReader::on(const Result &line)
{
    on(BlockStop{});
    m_totalCost = std::max(m_totalCost, line.totalCostUsd);
    const bool failed = line.isError || line.subtype.startsWith("error");
    // An answer that stopped before its first word is an error to the CLI (measured on 2.1.330).
    if (failed && line.apiErrorStatus == 0 && m_stopReason == chat::StopReason::StopSequence)
        return finish(m_stopReason, Ending::Cut);
    if (failed) {
        const bool known = line.text.isEmpty() && !m_syntheticText.isEmpty();
        const auto text = known ? m_syntheticText : line.text;
        return end(toError({.error = m_syntheticError,
                       .apiStatus = line.apiErrorStatus,
                       .terminalReason = line.terminalReason,
                       .text = text.isEmpty() ? "the turn ended with " + line.subtype + '.' : text,
                       .retryAfterSeconds = m_resetsAt > m_now ? m_resetsAt - m_now : m_retrySeconds}),
            Ending::Rested);
    }
    if (m_broken) // and nothing came instead
        return end(*m_broken, Ending::Rested);
    if (line.usage.output && !m_reading.continued) {
        m_usage = m_messageUsage = {};
        line.usage.applyTo(m_usage);
    }
    if (m_reading.structured)
        return finishStructured(line);
    if (m_message < 0) // said by the CLI itself: a hook, a local command
        m_answer.whole({.kind = chat::BlockKind::Text, .message = 0}, line.text);
    finish(
        m_stopReason == chat::StopReason::ToolUse ? chat::StopReason::EndTurn : m_stopReason, Ending::Rested);
}

void TurnReader::on(const ApiRetry &line)
{
    m_retrySeconds = (line.delayMs + 999) / 1000;
    if (line.delayMs <= LongestRetryDelayMs)
        return;
    end(toError({.error = line.error,
            .apiStatus = line.errorStatus,
            .text = "the API refused the request with " + line.error + " and asks for a pause.",
            .retryAfterSeconds = m_retrySeconds}),
        Ending::Cut);
}

// What follows is the answer from its beginning.
void TurnReader::withdraw(chat::Error error)
{
    m_answer.withdraw(std::move(error));
    for (auto &block : m_blocks)
        block.said = std::min(block.said, m_answer.mark());
    m_json = Json::None;
    m_calls.clear();
    m_stopReason = chat::StopReason::EndTurn;
}

void TurnReader::finish(chat::StopReason reason, Ending ending)
{
    if (isDone())
        return;
    showHeld();
    m_usage += std::exchange(m_messageUsage, {});
    m_ending = ending;
    m_answer.finish({reason, m_usage, m_totalCost - m_reading.costBefore});
}

void TurnReader::end(chat::Error error, Ending ending)
{
    if (isDone())
        return;
    m_ending = ending;
    m_answer.fail(std::move(error));
}

void TurnReader::fail(chat::Error error, std::vector<chat::Event> &out)
{
    m_answer.writeTo(&out);
    end(std::move(error), Ending::Cut);
    m_answer.writeTo(nullptr);
}

} // namespace cli
