#include "agent/session.h"

#include "cli/opening.h"
#include "cli/outgoing.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

// What the process says, and what becomes of it.
namespace agent {

namespace {

bool isWord(const cli::Incoming &line)
{
    return std::holds_alternative<cli::MessageStart>(line)
        || std::holds_alternative<cli::AssistantMessage>(line) || std::holds_alternative<cli::Result>(line);
}

} // namespace

void Session::read()
{
    m_lines.clear();
    m_channel->lines().take([this](QByteArrayView line) {
        if (m_turn && m_turn->m_tap)
            m_turn->m_tap(false, line);
        const auto before = m_lines.size();
        m_decoder.decode(line, m_lines);
        m_damage.note(
            line.size(), m_lines.size() > before && std::holds_alternative<cli::Damaged>(m_lines.back()));
    });

    // Of a process that was asked on, the end of the answer before may still be on its way.
    m_heard |= m_proceeds ? std::ranges::any_of(m_lines, isWord) : !m_lines.empty();
    const auto dropped =
        m_channel->lines().dropped() - std::exchange(m_dropped, m_channel->lines().dropped());
    const auto damaged = dropped + std::ranges::count_if(m_lines, [](const cli::Incoming &line) {
        return std::holds_alternative<cli::Damaged>(line);
    });
    for (qsizetype line = 0; line < dropped; ++line)
        m_damage.note(cli::Lines::MaximumLength, true);
    if (damaged > 0)
        Q_EMIT linesSkipped(int(damaged));

    std::vector<chat::Event> events;
    for (const auto &line : m_lines)
        handle(line, events);
    const bool garbage = m_damage.isTooMuch();
    if (!garbage || m_spoke)
        deliver(events);
    if (garbage)
        replace(Fault::Garbage, "What claude says can't be understood: too many damaged lines.");
}

void Session::handle(const cli::Incoming &line, std::vector<chat::Event> &events)
{
    if (const auto *response = std::get_if<cli::ControlResponse>(&line))
        return onControlResponse(*response, events);
    if (const auto *message = std::get_if<cli::McpMessage>(&line)) {
        if (const auto answer = m_bridge.receive(*message); !answer.isEmpty())
            write(answer);
    } else if (const auto *permission = std::get_if<cli::PermissionRequest>(&line)) {
        if (m_turn)
            m_permissions.receive(*permission);
        else
            write(cli::denyLine(permission->requestId, "Nobody waits for this any more."));
        return;
    } else if (const auto *cancelled = std::get_if<cli::CancelRequest>(&line)) {
        m_permissions.cancel(cancelled->requestId);
    } else if (const auto *request = std::get_if<cli::ControlRequest>(&line)) {
        write(cli::refusalLine(request->requestId, "claude-relay does not offer " + request->subtype));
        return;
    }
    const auto *result = std::get_if<cli::Result>(&line);
    if (m_state == State::Opening && result && !result->isError)
        return writeNextStep();
    if (isBusy()) {
        m_diverged |= m_reader.isDone() && goesOn(line); // read together with the end of the answer
        m_reader.read(line, QDateTime::currentSecsSinceEpoch(), events);
        if (m_reader.schemaRejected()) // why, is known when it is closed; this is before it asks the API
            m_channel->end(Channel::End::AtOnce);
    } else if ((m_state == State::Resting || m_state == State::Waiting) && goesOn(line)) {
        end(Channel::End::AtOnce);
    }
}

// Whether the process knows of more than its client from here on: of what was taken back, or, where there are no tools
// of its own, of the call of a tool that nobody offered, which it has answered itself.
bool Session::diverges(const chat::Event &event) const
{
    const auto *block = std::get_if<chat::BlockOpened>(&event);
    return std::holds_alternative<chat::Withdrawn>(event)
        || (block && block->kind == chat::BlockKind::Work && m_launch.wish.kind == cli::LaunchKind::Clean);
}

// A process that goes on by itself after the answer (a task in the background has ended, a call was answered by a hook
// or timed out) no longer holds the conversation that its client knows.
bool Session::goesOn(const cli::Incoming &line) const
{
    if (const auto *read = std::get_if<cli::ToolResultsRead>(&line)) {
        const auto &calls = m_reader.calls();
        return std::ranges::any_of(read->results, [&](const cli::ToolResultsRead::Entry &entry) {
            return std::ranges::find(calls, entry.toolUseId) != calls.end();
        });
    }
    return std::holds_alternative<cli::MessageStart>(line) || std::holds_alternative<cli::Result>(line)
        || std::holds_alternative<cli::CancelRequest>(line);
}

void Session::onControlResponse(const cli::ControlResponse &response, std::vector<chat::Event> &events)
{
    if (response.requestId == cli::InitializeId)
        m_initialize.stop();
    if (response.requestId == cli::InitializeId && response.success)
        Q_EMIT initialized(response.response);
    else if (!response.success && isBusy())
        m_reader.fail({.kind = chat::ErrorKind::CliFailed,
                          .message = "Claude Code refused \"" + response.requestId + "\": " + response.error},
            events);
}

void Session::deliver(const std::vector<chat::Event> &events)
{
    if (events.empty() || !isBusy())
        return;
    const auto *failed = std::get_if<chat::Failed>(&events.back());
    if (failed && events.size() == 1 && !m_spoke && m_turn) {
        release();
        end(Channel::End::AtOnce);
        Q_EMIT refused(failed->error);
        return;
    }
    if (!std::exchange(m_spoke, true))
        Q_EMIT answering();
    for (const auto &event : events) {
        m_answer.add(event);
        m_diverged |= diverges(event);
    }
    if (!m_reader.isDone()) {
        if (m_turn)
            m_turn->deliver(events); // may destroy the turn, and so end this
        return;
    }
    // Told before the answer's end, so that whoever hears of the end finds the slot on its way.
    Q_EMIT answered(failed ? std::optional(failed->error) : std::nullopt);
    const QPointer<Turn> turn = release();
    if (failed || m_diverged)
        end(m_reader.ending() == cli::Ending::Rested ? Channel::End::Polite : Channel::End::AtOnce);
    else
        afterAnswer();
    if (turn)
        turn->deliver(events);
}

void Session::afterAnswer()
{
    switch (m_reader.ending()) {
    case cli::Ending::Rested:
        m_state = State::Resting;
        break;
    case cli::Ending::Waiting:
        m_state = State::Waiting;
        break;
    case cli::Ending::None:
    case cli::Ending::Cut:
        // Not yet at its own end the CLI would go on and ask the API again; asked politely it still does (measured).
        end(Channel::End::AtOnce);
        return;
    }
    m_conversation.answer = m_answer.asSentBack();
    m_conversation.waiting = m_state == State::Waiting;
    m_idleSince = std::chrono::steady_clock::now();
    Q_EMIT rested(m_answer);
}

} // namespace agent
