#include "agent/session.h"

#include "base/overloaded.h"
#include "chat/size.h"
#include "cli/failure.h"
#include "cli/messages.h"
#include "cli/opening.h"
#include "cli/outgoing.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace agent {

namespace {

constexpr qsizetype LargestWrittenAtOnce = 1024 * 1024; // bytes

bool isWord(const cli::Incoming &line)
{
    return std::holds_alternative<cli::MessageStart>(line)
        || std::holds_alternative<cli::AssistantMessage>(line) || std::holds_alternative<cli::Result>(line);
}

} // namespace

Session::Session(std::unique_ptr<Channel> channel, cli::Launch launch, Approvals &approvals, QObject *parent)
    : QObject(parent), m_channel(std::move(channel)), m_launch(std::move(launch)),
      m_permissions(approvals, [this](const QByteArray &line) { write(line); })
{
    connect(m_channel.get(), &Channel::readable, this, &Session::read);
    connect(m_channel.get(), &Channel::closed, this, &Session::onClosed);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Session::giveWay);
    m_initialize.setSingleShot(true);
    connect(&m_initialize, &QTimer::timeout, this, &Session::onSilent);
}

Session::~Session() = default;

void Session::ask(const Question &question, std::vector<chat::Message> history,
    settings::ClientTools clientTools, const cli::Features &features, Turn *turn)
{
    m_bridge = cli::ToolBridge(question.request.tools, clientTools);
    m_parameters = question.parameters;
    m_state = State::Opening;
    listen(question, false, turn);
    const auto open = [this, features, history = std::move(history)] {
        if (m_state != State::Opening)
            return; // it was cancelled
        m_steps = cli::opening(m_conversation.asked, history, m_parameters, m_bridge, features);
        m_nextStep = 0;
        awaitInitialize();
        writeNextStep();
    };
    // To read a large request has taken its time, and to write it does again: others get a word in between.
    if (chat::sizeOf(question.request) > LargestWrittenAtOnce)
        QTimer::singleShot(0, this, open);
    else
        open();
}

std::optional<Continuation> Session::continuation(const Question &question) const
{
    const bool waits = m_state == State::Waiting;
    // What was said in words stands in the system prompt, which can't be changed; and the effort of a turn that is
    // under way can't (measured).
    // What Claude Code has read for one key is not for another that says the same.
    const bool changed = m_key != question.permit.key || !m_parameters.instruction.isEmpty()
        || !question.parameters.instruction.isEmpty()
        || (waits && m_parameters.effort != question.parameters.effort);
    if (changed || (!waits && m_state != State::Resting))
        return {};
    return agent::continuation(m_conversation, question.request);
}

void Session::proceed(const Question &question, const Continuation &continuation, Turn *turn)
{
    m_patience.stop();
    m_idle.invalidate();
    m_state = State::Answering;
    QByteArray lines;
    if (question.parameters != m_parameters)
        lines += cli::settingsLine(cli::SettingsId, {}, question.parameters);
    m_parameters = question.parameters;
    std::visit(base::Overloaded{
                   [&](const NextQuestion &next) {
                       listen(question, false, turn);
                       lines += cli::userLine(next.message, true);
                   },
                   [&](const ToolResults &results) {
                       listen(question, true, turn);
                       lines += m_bridge.answer(results.results);
                   },
               },
        continuation);
    if (!lines.isEmpty())
        write(lines);
}

void Session::write(const QByteArray &lines)
{
    m_channel->write(lines);
    if (!m_turn || !m_turn->m_tap)
        return;
    for (qsizetype begin = 0; begin < lines.size();) {
        const auto end = lines.indexOf('\n', begin);
        m_turn->m_tap(
            true, QByteArrayView(lines).sliced(begin, end < 0 ? lines.size() - begin : end - begin));
        begin = end < 0 ? lines.size() : end + 1;
    }
}

// From here on the lines of the CLI are the answer to this question.
void Session::listen(const Question &question, bool continued, Turn *turn)
{
    cli::Reading reading{.toolPrefix = m_bridge.visiblePrefix(),
        .structured = question.request.output.has_value(),
        .stopTexts = question.parameters.stopTexts,
        .leftOut = question.parameters.leftOut,
        .continued = continued,
        .costBefore = m_reader.totalCost()};
    for (const auto &tool : question.request.tools)
        reading.clientTools.push_back(tool.name);
    m_reader = cli::TurnReader(std::move(reading));
    m_answer = {};
    m_conversation = {.asked = question.request};
    m_permissions.setPermit(question.permit);
    m_key = question.permit.key;
    m_proceeds = m_state == State::Answering;
    m_heard = m_spoke = m_diverged = false;
    m_turn = turn;
    connect(turn, &QObject::destroyed, this, [this] { end(gentleEnd()); });
}

void Session::writeNextStep()
{
    const auto lines = std::exchange(m_steps[m_nextStep], {});
    for (const auto &line : lines)
        write(line);
    if (++m_nextStep == m_steps.size())
        m_state = State::Answering;
}

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
    if (m_state == State::Opening || m_state == State::Answering) {
        m_diverged |= m_reader.isDone() && goesOn(line); // read together with the end of the answer
        m_reader.read(line, QDateTime::currentSecsSinceEpoch(), events);
        if (m_reader.schemaRejected())
            m_reader.fail(cli::rejectedSchema(m_channel->lastErrorLine()), events);
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
    else if (!response.success && (m_state == State::Opening || m_state == State::Answering))
        m_reader.fail({.kind = chat::ErrorKind::CliFailed,
                          .message = "Claude Code refused \"" + response.requestId + "\": " + response.error},
            events);
}

void Session::deliver(const std::vector<chat::Event> &events)
{
    if (events.empty() || (m_state != State::Opening && m_state != State::Answering))
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
    m_idle.start();
    Q_EMIT rested(m_answer);
}

Turn *Session::release()
{
    m_permissions.withdraw();
    if (m_turn)
        disconnect(m_turn, nullptr, this, nullptr);
    return std::exchange(m_turn, {});
}

void Session::abort(const chat::Error &error)
{
    std::vector<chat::Event> events;
    m_reader.fail(error, events);
    m_spoke = true; // nobody shall try again
    deliver(events);
    end(Channel::End::AtOnce);
}

// Only Claude Code's own tools leave shells behind that it has to end; without them it is to ask the API no more.
Channel::End Session::gentleEnd() const
{
    return m_launch.wish.kind == cli::LaunchKind::Full ? Channel::End::Polite : Channel::End::AtOnce;
}

void Session::giveWay()
{
    switch (m_state) {
    case State::Warm:
    case State::Resting:
        end(gentleEnd());
        return;
    case State::Waiting:
        end(Channel::End::AtOnce); // asked politely it might still tell the API
        return;
    case State::Opening:
    case State::Answering:
    case State::Ending:
    case State::Closed:
        return;
    }
}

void Session::end(Channel::End how)
{
    if (m_state == State::Ending || m_state == State::Closed)
        return;
    m_patience.stop();
    m_initialize.stop();
    m_permissions.withdraw();
    m_state = State::Ending;
    m_channel->end(how);
}

void Session::onClosed(const QByteArray &reason)
{
    m_initialize.stop();
    const bool wanted = m_state == State::Ending;
    if (!wanted)
        read(); // what came before the end
    if (m_turn && !wanted && !m_heard) {
        release();
        Q_EMIT lost(reason);
    } else if (m_turn && !wanted) {
        std::vector<chat::Event> events;
        m_reader.fail({.kind = chat::ErrorKind::CliFailed, .message = reason}, events);
        m_spoke = true;
        deliver(events);
    }
    m_state = State::Closed;
    Q_EMIT closed(wanted, reason);
}

} // namespace agent
