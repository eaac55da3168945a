#include "api/call.h"

#include "base/overloaded.h"
#include "journal/names.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcRequest, "relay.request")

namespace api {

namespace {

journal::SessionKind sessionKind(agent::Taking::By by)
{
    switch (by) {
    case agent::Taking::By::Fresh:
        return journal::SessionKind::Fresh;
    case agent::Taking::By::Warm:
        return journal::SessionKind::Warm;
    case agent::Taking::By::Kept:
        return journal::SessionKind::Kept;
    }
    return journal::SessionKind::None;
}

// The error with the parameter that it is about, as the dialect calls it.
chat::Error named(chat::Error error, const wire::Dialect &dialect)
{
    if (error.parameter) {
        error.param = dialect.nameOf(*error.parameter).toByteArray();
        error.message = error.param + ' ' + error.message;
        error.parameter.reset();
    }
    return error;
}

} // namespace

Call::Call(Parts parts, settings::Stream settings, journal::Journal &journal, QObject *parent)
    : QObject(parent), m_parts(std::move(parts)), m_settings(settings), m_journal(journal)
{
    for (int choice = 0; const auto &turn : m_parts.turns) {
        connect(turn.get(), &agent::Turn::received, this,
            [this, choice](const auto &events) { onEvents(choice, events); });
        connect(turn.get(), &agent::Turn::taken, this, [this, choice] { onTaken(choice); });
        ++choice;
    }
    connect(m_parts.reply.get(), &http::Reply::disconnected, this, &Call::onDisconnected);
    m_life.setSingleShot(true);
    connect(&m_life, &QTimer::timeout, this, &Call::showLife);
    if (m_parts.encoder->streams())
        m_life.start(m_settings.openAfter);
    noteTaking();
    m_journal.began(this);
    qCDebug(lcRequest, "%s begins: %s %s, %zu choices", m_parts.record.id.constData(),
        m_parts.record.endpoint.constData(), m_parts.encoder->streams() ? "streamed" : "whole",
        m_parts.turns.size());
    if (lcRequest().isDebugEnabled()) {
        for (size_t choice = 0; choice < m_parts.turns.size(); ++choice) {
            if (m_parts.turns[choice]->taking())
                logTaking(int(choice));
        }
    }
}

// The journal outlives the server, and must not remember a call that is gone.
Call::~Call()
{
    if (m_ended)
        return;
    m_parts.record.error =
        chat::Error{.kind = chat::ErrorKind::Stopping, .message = "claude-relay has stopped."};
    note();
}

std::chrono::milliseconds Call::sinceReceived() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - m_parts.received);
}

journal::Entry Call::entry() const
{
    journal::Entry entry{.record = m_parts.record, .answeredBytes = m_answeredBytes};
    if (entry.record.firstDelta)
        entry.phase = journal::Entry::Phase::Answering;
    else if (entry.record.taken)
        entry.phase = journal::Entry::Phase::Preparing;
    return entry;
}

void Call::noteTaking()
{
    const auto &taking = m_parts.turns.front()->taking();
    if (!taking)
        return;
    auto &record = m_parts.record;
    record.tools = taking->tools;
    record.session = sessionKind(taking->by);
    record.taken = std::chrono::duration_cast<std::chrono::milliseconds>(taking->at - m_parts.received);
}

void Call::onTaken(int choice)
{
    noteTaking();
    m_journal.touch(this);
    if (lcRequest().isDebugEnabled())
        logTaking(choice);
}

void Call::logTaking(int choice) const
{
    const auto &taking = *m_parts.turns[size_t(choice)]->taking();
    qCDebug(lcRequest, "%s choice %d is taken by process %lld (%s) after %lld ms",
        m_parts.record.id.constData(), choice, taking.process, journal::nameOf(sessionKind(taking.by)).data(),
        qint64(sinceReceived().count()));
}

void Call::cancel()
{
    m_out.clear();
    fail(0, {.kind = chat::ErrorKind::Cancelled, .message = "The request was cancelled in claude-relay."});
}

void Call::onEvents(int choice, const std::vector<chat::Event> &events)
{
    m_out.clear();
    for (const auto &event : events) {
        if (const auto error = failureIn(event)) {
            fail(choice, *error);
            return;
        }
        note(choice, event);
        m_parts.encoder->encode(choice, event, m_out);
    }
    m_journal.touch(this);
    const bool last = m_finished == m_parts.turns.size();
    if (m_parts.encoder->streams())
        sendStreamed(last);
    else if (last)
        sendWhole();
    if (last)
        end();
}

// What a client has read can't be withdrawn.
std::optional<chat::Error> Call::failureIn(const chat::Event &event) const
{
    if (const auto *failed = std::get_if<chat::Failed>(&event))
        return failed->error;
    const auto *withdrawn = std::get_if<chat::Withdrawn>(&event);
    return withdrawn && hasBegun() ? std::optional(withdrawn->error) : std::nullopt;
}

// Deltas and the failure may come in one read: what can be said before it goes out first.
void Call::fail(int choice, const chat::Error &unnamed)
{
    const auto error = named(unnamed, *m_parts.dialect);
    m_parts.record.error = error;
    if (hasBegun()) {
        m_parts.encoder->encode(choice, chat::Failed{error}, m_out);
        sendPiece(true);
        m_parts.reply->end();
    } else {
        refuse(error);
    }
    end();
}

void Call::note(int choice, const chat::Event &event)
{
    auto &record = m_parts.record;
    if (m_parts.details)
        m_parts.details->addEvent(choice, event);
    std::visit(base::Overloaded{
                   [&](const chat::Started &started) {
                       record.model = started.model;
                       noteLeftOut(started.leftOut);
                   },
                   [&](const chat::BlockDelta &delta) {
                       m_answeredBytes += delta.text.size();
                       if (!record.firstDelta) {
                           record.firstDelta = sinceReceived();
                           qCDebug(lcRequest, "%s begins to be answered", record.id.constData());
                       }
                   },
                   [&](const chat::Finished &finished) {
                       ++m_finished;
                       record.stopReason = finished.reason;
                       record.usage += finished.usage;
                       record.costUsd += finished.costUsd;
                   },
                   [](const auto &) {},
               },
        event);
}

void Call::noteLeftOut(const std::vector<chat::Parameter> &parameters)
{
    auto &ignored = m_parts.record.ignored;
    for (const auto parameter : parameters) {
        const auto name = m_parts.dialect->nameOf(parameter).toByteArray();
        if (!ignored.contains(name))
            ignored.append(name);
    }
}

void Call::onDisconnected()
{
    if (m_parts.record.status == 0)
        m_parts.record.status = journal::ClientLeft;
    const auto &whyCut = m_parts.reply->whyCut(); // one that does not read must not fill the memory
    if (whyCut.isEmpty())
        m_parts.record.error = chat::Error{.kind = chat::ErrorKind::Cancelled, .message = "The client left."};
    else
        m_parts.record.error = chat::Error{.kind = chat::ErrorKind::InvalidRequest, .message = whyCut};
    end();
}

void Call::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_life.stop();
    disconnect(m_parts.reply.get(), nullptr, this, nullptr);
    for (const auto &turn : m_parts.turns)
        disconnect(turn.get(), nullptr, this, nullptr);
    note();
    deleteLater(); // and with it the turns, which cancels those that are not over
}

void Call::note()
{
    auto &record = m_parts.record;
    record.duration = sinceReceived();
    record.honoured.removeIf([&](const QByteArray &name) { return record.ignored.contains(name); });
    // Moved from, not moved: the turns' taps hold on to it as long as they are there.
    auto details =
        m_parts.details ? std::make_unique<journal::Details>(std::move(*m_parts.details)) : nullptr;
    m_journal.ended(this, record, std::move(details));
}

} // namespace api
