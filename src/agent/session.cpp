#include "agent/session.h"

#include "base/overloaded.h"
#include "chat/size.h"
#include "cli/failure.h"
#include "cli/messages.h"
#include "cli/opening.h"
#include "cli/outgoing.h"

#include <utility>

namespace agent {

namespace {

constexpr qsizetype LargestWrittenAtOnce = 1024 * 1024; // bytes

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

void Session::onClosed(const chat::Error &error)
{
    m_initialize.stop();
    if (m_state != State::Ending)
        read(); // what came before the end
    if (m_turn && m_reader.schemaRejected()) {
        std::vector<chat::Event> events;
        m_reader.fail(cli::rejectedSchema(m_channel->errorOutput()), events);
        deliver(events);
    }
    const bool wanted = m_state == State::Ending;
    if (m_turn && !wanted && !m_heard) {
        release();
        Q_EMIT lost(error);
    } else if (m_turn && !wanted) {
        std::vector<chat::Event> events;
        m_reader.fail(error, events);
        m_spoke = true;
        deliver(events);
    }
    m_state = State::Closed;
    Q_EMIT closed(wanted, error.message);
}

} // namespace agent
