#include "cli/turn_reader.h"

#include "base/overloaded.h"
#include "cli/failure.h"

#include <utility>

namespace cli {

namespace {

// Longer than this the CLI may not wait before it asks the API again: the client retries by itself.
constexpr qint64 LongestRetryDelayMs = 5'000;

chat::StopReason stopReasonOf(const QByteArray &name)
{
    if (name == "max_tokens" || name == "model_context_window_exceeded")
        return chat::StopReason::MaxTokens;
    if (name == "stop_sequence")
        return chat::StopReason::StopSequence;
    if (name == "tool_use")
        return chat::StopReason::ToolUse;
    if (name == "refusal")
        return chat::StopReason::Refusal;
    return chat::StopReason::EndTurn;
}

} // namespace

void TurnReader::read(const Incoming &line, qint64 nowSeconds, std::vector<chat::Event> &out)
{
    if (m_done)
        return;
    m_now = nowSeconds;
    std::visit(base::Overloaded{
                   [&](const BlockStop &) { closeBlock(out); },
                   [&](const RateLimit &limit) {
                       if (limit.status == "rejected")
                           m_resetsAt = limit.resetsAt;
                   },
                   [](const Other &) {},
                   [](const Damaged &) {},
                   [](const ControlResponse &) {},
                   [](const ControlRequest &) {},
                   [&](const auto &known) { on(known, out); },
               },
        line);
}

void TurnReader::start(const QByteArray &model, std::vector<chat::Event> &out)
{
    if (!std::exchange(m_started, true))
        out.emplace_back(chat::Started{model});
}

void TurnReader::nextMessage()
{
    m_usage += std::exchange(m_messageUsage, {});
    ++m_message;
    m_messageStopped = false;
    m_messageDelivered = false;
}

void TurnReader::closeBlock(std::vector<chat::Event> &out)
{
    if (std::exchange(m_blockOpen, false))
        out.emplace_back(chat::BlockClosed{});
}

void TurnReader::on(const MessageStart &line, std::vector<chat::Event> &out)
{
    closeBlock(out);
    start(line.model, out);
    nextMessage();
    m_streamedId = line.id;
    line.usage.applyTo(m_messageUsage);
}

void TurnReader::on(const BlockStart &line, std::vector<chat::Event> &out)
{
    closeBlock(out);
    start({}, out);
    m_message = std::max(m_message, 0);
    m_blockOpen = true;
    m_blockKind = line.kind;
    out.emplace_back(chat::BlockOpened{line.kind, m_message, line.id, line.name});
    if (!line.text.isEmpty())
        on(BlockDelta{line.text}, out);
}

void TurnReader::on(const BlockDelta &line, std::vector<chat::Event> &out)
{
    if (line.text.isEmpty() || !m_blockOpen)
        return;
    m_messageDelivered |= m_blockKind == chat::BlockKind::Text || m_blockKind == chat::BlockKind::ToolUse;
    out.emplace_back(chat::BlockDelta{line.text});
}

void TurnReader::on(const MessageDelta &line, std::vector<chat::Event> &out)
{
    line.usage.applyTo(m_messageUsage);
    if (line.stopReason.isEmpty())
        return;
    m_messageStopped = true;
    m_stopReason = stopReasonOf(line.stopReason);
    // After these two the CLI would ask the API again by itself, and answer something else.
    if (m_stopReason == chat::StopReason::MaxTokens || m_stopReason == chat::StopReason::Refusal)
        finish(m_stopReason, out);
}

// When the API's stream breaks the CLI closes the message without a stop reason and asks again from the start
// (measured). What went out can't be taken back then.
void TurnReader::on(const MessageStop &, std::vector<chat::Event> &out)
{
    closeBlock(out);
    if (!m_messageStopped && m_messageDelivered)
        fail({.kind = chat::ErrorKind::ApiFailed,
                 .message = "Claude Code: the API's answer broke off in the middle. Please ask again."},
            out);
}

void TurnReader::on(const AssistantMessage &line, std::vector<chat::Event> &out)
{
    if (line.synthetic) {
        m_syntheticError = line.error;
        for (const auto &block : line.content)
            m_syntheticText += block.text;
        return;
    }
    if (line.id == m_streamedId)
        return; // its deltas were read
    start(line.model, out);
    if (line.id != m_wholeId) {
        nextMessage();
        m_wholeId = line.id; // each of its blocks comes in a line of its own
    }
    line.usage.applyTo(m_messageUsage);
    for (const auto &block : line.content) {
        on(block.start, out);
        on(BlockDelta{block.text}, out);
        closeBlock(out);
    }
    on(MessageDelta{line.stopReason, {}}, out);
}

void TurnReader::on(const Result &line, std::vector<chat::Event> &out)
{
    m_resultRead = true;
    m_costUsd = line.costUsd;
    if (line.isError || line.subtype.startsWith("error")) {
        const bool known = line.text.isEmpty() && !m_syntheticText.isEmpty();
        const auto text = known ? m_syntheticText : line.text;
        fail(toError({.error = m_syntheticError,
                 .apiStatus = line.apiErrorStatus,
                 .terminalReason = line.terminalReason,
                 .text = text.isEmpty() ? "the turn ended with " + line.subtype + '.' : text,
                 .retryAfterSeconds = m_resetsAt > m_now ? m_resetsAt - m_now : m_retrySeconds}),
            out);
        return;
    }
    if (m_message < 0 && !line.text.isEmpty()) { // said by the CLI itself: a hook, a local command
        on(BlockStart{}, out);
        on(BlockDelta{line.text}, out);
    }
    if (line.usage.output) {
        m_usage = m_messageUsage = {};
        line.usage.applyTo(m_usage);
    }
    finish(m_stopReason == chat::StopReason::ToolUse ? chat::StopReason::EndTurn : m_stopReason, out);
}

void TurnReader::on(const ApiRetry &line, std::vector<chat::Event> &out)
{
    m_retrySeconds = (line.delayMs + 999) / 1000;
    if (line.delayMs <= LongestRetryDelayMs)
        return;
    fail(toError({.error = line.error,
             .apiStatus = line.errorStatus,
             .text = "the API refused the request with " + line.error + " and asks for a pause.",
             .retryAfterSeconds = m_retrySeconds}),
        out);
}

void TurnReader::finish(chat::StopReason reason, std::vector<chat::Event> &out)
{
    closeBlock(out);
    start({}, out);
    m_usage += std::exchange(m_messageUsage, {});
    out.emplace_back(chat::Finished{reason, m_usage, m_costUsd});
    m_done = true;
}

void TurnReader::fail(chat::Error error, std::vector<chat::Event> &out)
{
    if (m_done)
        return;
    closeBlock(out);
    out.emplace_back(chat::Failed{std::move(error)});
    m_done = true;
}

} // namespace cli
