#include "agent/session.h"

#include "base/overloaded.h"
#include "cli/opening.h"
#include "cli/outgoing.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace agent {

Session::Session(std::unique_ptr<Channel> channel, cli::Launch launch, QObject *parent)
    : QObject(parent), m_channel(std::move(channel)), m_launch(std::move(launch))
{
    connect(m_channel.get(), &Channel::readable, this, &Session::read);
    connect(m_channel.get(), &Channel::closed, this, &Session::onClosed);
}

Session::~Session() = default;

void Session::ask(const chat::Request &request, const cli::Features &features, Turn *turn)
{
    m_turn = turn;
    m_state = State::Opening;
    m_steps = cli::opening(request, features);
    connect(turn, &QObject::destroyed, this, [this] { end(); });
    writeNextStep();
}

void Session::writeNextStep()
{
    m_channel->write(m_steps[m_nextStep]);
    m_steps[m_nextStep].clear();
    if (++m_nextStep == m_steps.size())
        m_state = State::Answering;
}

void Session::read()
{
    m_lines.clear();
    m_channel->lines().take([this](QByteArrayView line) { m_decoder.decode(line, m_lines); });

    m_heard |= !m_lines.empty();
    const auto dropped =
        m_channel->lines().dropped() - std::exchange(m_dropped, m_channel->lines().dropped());
    const auto damaged = dropped + std::ranges::count_if(m_lines, [](const cli::Incoming &line) {
        return std::holds_alternative<cli::Damaged>(line);
    });
    if (damaged > 0)
        Q_EMIT linesSkipped(int(damaged));

    std::vector<chat::Event> events;
    for (const auto &line : m_lines)
        handle(line, events);
    deliver(events);
}

void Session::handle(const cli::Incoming &line, std::vector<chat::Event> &events)
{
    if (const auto *response = std::get_if<cli::ControlResponse>(&line))
        return onControlResponse(*response, events);
    if (const auto *request = std::get_if<cli::ControlRequest>(&line)) {
        m_channel->write(
            cli::refusalLine(request->requestId, "claude-relay does not offer " + request->subtype));
        return;
    }
    const auto *result = std::get_if<cli::Result>(&line);
    if (m_state == State::Opening && result && !result->isError)
        return writeNextStep();
    if (m_state == State::Opening || m_state == State::Answering)
        m_reader.read(line, QDateTime::currentSecsSinceEpoch(), events);
}

void Session::onControlResponse(const cli::ControlResponse &response, std::vector<chat::Event> &events)
{
    if (response.requestId == cli::InitializeId && response.success)
        Q_EMIT initialized(response.response);
    else if (!response.success && m_state != State::Ending)
        m_reader.fail({.kind = chat::ErrorKind::CliFailed,
                          .message = "Claude Code refused \"" + response.requestId + "\": " + response.error},
            events);
}

void Session::deliver(const std::vector<chat::Event> &events)
{
    if (events.empty() || m_state == State::Ending || m_state == State::Closed)
        return;
    const bool done = m_reader.isDone();
    if (!std::exchange(m_spoke, true))
        Q_EMIT answering();
    if (done) {
        // Told before the answer's end, so that whoever hears of the end finds the slot on its way.
        const auto *failed = std::get_if<chat::Failed>(&events.back());
        Q_EMIT answered(failed ? std::optional(failed->error) : std::nullopt);
    }
    const QPointer<Turn> turn = m_turn;
    if (done) {
        if (m_turn)
            disconnect(m_turn, nullptr, this, nullptr);
        m_turn.clear();
        // Not yet at its own end the CLI would go on and ask the API again; asked politely it still does (measured).
        end(m_reader.endedEarly() ? Channel::End::AtOnce : Channel::End::Polite);
    }
    if (turn)
        turn->deliver(events); // may destroy the turn
}

void Session::abort(const chat::Error &error)
{
    std::vector<chat::Event> events;
    m_reader.fail(error, events);
    deliver(events);
    end();
}

void Session::end(Channel::End how)
{
    if (m_state == State::Ending || m_state == State::Closed)
        return;
    m_state = State::Ending;
    m_channel->end(how);
}

void Session::onClosed(const QByteArray &reason)
{
    const bool wanted = m_state == State::Ending;
    if (!wanted)
        read(); // what came before the end
    if (m_turn && !wanted && !m_heard) {
        disconnect(m_turn, nullptr, this, nullptr);
        m_turn.clear();
        Q_EMIT lost(reason);
    } else if (m_turn && !wanted) {
        std::vector<chat::Event> events;
        m_reader.fail({.kind = chat::ErrorKind::CliFailed, .message = reason}, events);
        deliver(events);
    }
    m_state = State::Closed;
    Q_EMIT closed(wanted, reason);
}

} // namespace agent
