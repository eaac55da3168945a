#include "cli/turn_reader.h"

#include "base/overloaded.h"
#include "cli/failure.h"

#include <algorithm>
#include <utility>

namespace cli {

namespace {

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

TurnReader::TurnReader(Reading reading)
    : m_reading(std::move(reading)), m_answer(m_reading.leftOut, m_reading.stopTexts),
      m_totalCost(m_reading.costBefore)
{ }

void TurnReader::read(const Incoming &line, qint64 nowSeconds, std::vector<chat::Event> &out)
{
    if (isDone() || m_schemaRejected)
        return;
    m_now = nowSeconds;
    m_answer.writeTo(&out);
    std::visit(base::Overloaded{
                   [&](const RateLimit &limit) {
                       if (limit.status == "rejected")
                           m_resetsAt = limit.resetsAt;
                   },
                   [](const Other &) {},
                   [](const Damaged &) {},
                   [](const ControlResponse &) {},
                   [](const ControlRequest &) {},
                   [](const PermissionRequest &) {},
                   [](const CancelRequest &) {},
                   [&](const auto &known) { on(known); },
               },
        line);
    m_answer.writeTo(nullptr);
}

void TurnReader::on(const Init &line)
{
    m_schemaRejected = m_reading.structured && std::ranges::find(line.tools, JsonTool) == line.tools.end();
    if (m_schemaRejected)
        m_ending = Ending::Cut;
}

void TurnReader::nextMessage()
{
    if (m_json == Json::Given) // it was not the end
        withdraw(jsonDoesNotFit());
    m_answer.settle(m_answer.mark());
    m_broken.reset();
    m_usage += std::exchange(m_messageUsage, {});
    if (!std::exchange(m_resumed, false) || m_message < 0)
        ++m_message;
    m_messageStopped = false;
    m_blocks.clear();
    m_stopReason = chat::StopReason::EndTurn;
    m_calls.clear();
    m_heldBefore = m_held.size();
}

void TurnReader::on(const MessageStart &line)
{
    on(BlockStop{});
    m_answer.start(line.model);
    nextMessage();
    m_streamedId = line.id;
    line.usage.applyTo(m_messageUsage);
}

void TurnReader::on(const BlockStart &line)
{
    on(BlockStop{});
    m_message = std::max(m_message, 0);
    // Beside a call of the client's tools it is premature: what they say is not yet in it.
    const bool isJson = m_reading.structured && line.kind == chat::BlockKind::ToolUse && line.name == JsonTool
        && m_calls.empty();
    if (isJson && m_json != Json::None)
        withdraw(jsonDoesNotFit());
    if (line.kind == chat::BlockKind::ToolUse)
        showHeld();
    m_blocks.push_back(
        {m_answer.mark(), m_held.size(), m_calls.size(), m_json, line.kind == chat::BlockKind::ToolUse});
    switch (line.kind) {
    case chat::BlockKind::Text:
        m_holding = m_reading.structured;
        if (!m_holding)
            m_answer.open({.kind = line.kind, .message = m_message}, true);
        break;
    case chat::BlockKind::ToolUse:
        if (isJson)
            openJson(line);
        else
            openCall(line);
        break;
    case chat::BlockKind::Thinking:
    case chat::BlockKind::Work:
    case chat::BlockKind::Refusal:
        m_answer.open({line.kind, m_message, line.id, line.name});
        break;
    }
    on(BlockDelta{{.text = line.begin.text}});
    on(BlockDelta{{.signature = line.begin.signature}});
    on(BlockDelta{{.redacted = line.begin.redacted}});
}

void TurnReader::openCall(const BlockStart &line)
{
    // Without the prefix a name of the client's may be one of Claude Code's own.
    const bool prefixed = line.name.startsWith(m_reading.toolPrefix);
    const auto name = prefixed ? line.name.sliced(m_reading.toolPrefix.size()) : line.name;
    if (!prefixed || std::ranges::find(m_reading.clientTools, name) == m_reading.clientTools.end()) {
        m_answer.open({chat::BlockKind::Work, m_message, line.id, line.name});
        return;
    }
    m_answer.open({chat::BlockKind::ToolUse, m_message, line.id, name});
    m_calls.push_back(line.id);
}

void TurnReader::on(const BlockDelta &line)
{
    if (m_holding)
        return hold(line.delta.text);
    if (line.delta == chat::BlockDelta() || !m_answer.isOpen())
        return;
    m_jsonEmpty = false;
    if (m_answer.add(line.delta))
        finish(chat::StopReason::StopSequence, Ending::Cut);
}

void TurnReader::on(const BlockStop &)
{
    m_holding = false;
    if (m_json == Json::Open)
        closeJson();
    m_answer.close();
}

void TurnReader::on(const MessageDelta &line)
{
    line.usage.applyTo(m_messageUsage);
    stopped(line.stopReason, true);
}

bool TurnReader::saidNothing() const
{
    return m_blocks.empty() || !m_answer.saidSince(m_blocks.front().said);
}

void TurnReader::stopped(const QByteArray &reason, bool isWhole)
{
    if (reason.isEmpty())
        return;
    on(BlockStop{});
    m_messageStopped = true;
    m_stopReason = stopReasonOf(reason);
    // After these the CLI would ask the API again by itself, and answer something else.
    if (m_stopReason == chat::StopReason::Refusal && m_reading.structured && m_json == Json::None)
        refuse(Ending::Cut);
    else if (m_stopReason == chat::StopReason::MaxTokens || m_stopReason == chat::StopReason::Refusal
        || (m_stopReason == chat::StopReason::StopSequence && saidNothing()))
        finish(m_stopReason, Ending::Cut);
    else if (m_stopReason == chat::StopReason::ToolUse && !m_calls.empty() && isWhole)
        finish(m_stopReason, m_json == Json::None ? Ending::Waiting : Ending::Cut);
    else if (m_stopReason != chat::StopReason::ToolUse)
        rememberRefusal();
}

void TurnReader::on(const AssistantMessage &line)
{
    if (line.synthetic) {
        m_syntheticError = line.error;
        for (const auto &block : line.content)
            m_syntheticText += block.begin.text;
        return;
    }
    if (line.id == m_streamedId)
        return; // its deltas were read
    on(BlockStop{});
    m_answer.start(line.model);
    if (line.id != m_wholeId) {
        nextMessage();
        m_wholeId = line.id; // each of its blocks comes in a line of its own
    }
    line.usage.applyTo(m_messageUsage);
    for (const auto &block : line.content) {
        on(block);
        on(BlockStop{});
    }
    stopped(line.stopReason, false);
}

void TurnReader::on(const ToolResultsRead &line)
{
    if (m_json == Json::None)
        return;
    const bool refused = std::ranges::any_of(line.results,
        [this](const ToolResultsRead::Entry &entry) { return entry.isError && entry.toolUseId == m_jsonId; });
    if (refused)
        withdraw(jsonDoesNotFit());
}

// A message that came whole may have more calls in its next line; when the CLI makes them, it has all.
void TurnReader::on(const McpMessage &line)
{
    if (m_stopReason == chat::StopReason::ToolUse && !m_calls.empty() && line.method == "tools/call")
        finish(chat::StopReason::ToolUse, Ending::Waiting);
}

} // namespace cli
