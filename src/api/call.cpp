#include "api/call.h"

#include "api/headers.h"
#include "base/overloaded.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace api {

namespace {

// What may wait for a slow client, in bytes.
constexpr qint64 MostWaitingBytes = 16 * 1024 * 1024;

std::chrono::milliseconds elapsed(const QElapsedTimer &timer)
{
    return std::chrono::milliseconds(timer.elapsed());
}

} // namespace

Call::Call(Parts parts, settings::Stream settings, QObject *parent)
    : QObject(parent), m_parts(std::move(parts)), m_settings(settings)
{
    m_sinceReceived.start();
    connect(m_parts.turn.get(), &agent::Turn::received, this, &Call::onEvents);
    connect(m_parts.reply.get(), &http::Reply::disconnected, this, &Call::onDisconnected);
    m_life.setSingleShot(true);
    connect(&m_life, &QTimer::timeout, this, &Call::showLife);
    if (m_parts.encoder->streams())
        m_life.start(m_settings.openAfter);
}

Call::~Call() = default;

void Call::onEvents(const std::vector<chat::Event> &events)
{
    m_out.clear();
    const auto *failed = std::get_if<chat::Failed>(&events.back());
    for (const auto &event : events) {
        note(event);
        if (!std::holds_alternative<chat::Failed>(event))
            m_parts.encoder->encode(event, m_out);
    }
    const bool last = failed || std::holds_alternative<chat::Finished>(events.back());
    // Deltas and the failure may come in one read: what can be said before it goes out first.
    const bool hasBegun = m_parts.encoder->streams() && (m_parts.reply->hasBegun() || !m_out.isEmpty());
    if (failed && !hasBegun)
        refuse(failed->error);
    else if (m_parts.encoder->streams())
        sendStreamed(events.back(), last);
    else if (last)
        sendWhole();
    if (last)
        end();
}

void Call::sendStreamed(const chat::Event &lastEvent, bool last)
{
    if (std::holds_alternative<chat::Failed>(lastEvent))
        m_parts.encoder->encode(lastEvent, m_out);
    if (!m_out.isEmpty())
        sendPiece(true);
    if (last)
        m_parts.reply->end();
    else if (m_parts.reply->pending() > MostWaitingBytes)
        cutOff();
}

void Call::sendWhole()
{
    auto headers = m_parts.headers;
    headers.emplaceBack("Content-Type", m_parts.encoder->contentType());
    m_parts.record.status = 200;
    m_parts.reply->send(200, headers, m_out);
}

// A client that takes nothing must not fill the memory.
void Call::cutOff()
{
    m_parts.record.error =
        chat::Error{.kind = chat::ErrorKind::InvalidRequest, .message = "the client did not read its answer"};
    end();
}

void Call::note(const chat::Event &event)
{
    auto &record = m_parts.record;
    std::visit(base::Overloaded{
                   [&](const chat::Started &started) { record.model = started.model; },
                   [&](const chat::BlockDelta &) {
                       if (!record.firstDelta)
                           record.firstDelta = elapsed(m_sinceReceived);
                   },
                   [&](const chat::Finished &finished) {
                       record.usage = finished.usage;
                       record.costUsd = finished.costUsd;
                   },
                   [&](const chat::Failed &failed) { record.error = failed.error; },
                   [](const auto &) {},
               },
        event);
}

void Call::begin()
{
    auto headers = m_parts.headers;
    headers.emplaceBack("Content-Type", m_parts.encoder->contentType());
    headers.emplaceBack("Cache-Control", "no-cache");
    headers.emplaceBack("X-Accel-Buffering", "no"); // proxies shall pass it on at once
    m_parts.record.status = 200;
    m_parts.reply->begin(200, headers);
    m_sinceDelta.start();
    m_life.start(m_settings.commentEvery);
}

void Call::sendPiece(bool isDelta)
{
    if (!m_parts.reply->hasBegun())
        begin();
    m_parts.reply->write(m_out);
    m_sincePiece.start();
    if (isDelta)
        m_sinceDelta.start();
}

// Not started anew with each piece: when it is due it looks how long the silence is.
void Call::showLife()
{
    m_out.clear();
    if (!m_parts.reply->hasBegun()) {
        m_parts.encoder->open(m_out);
        sendPiece(true);
        return;
    }
    const auto deltaDue = m_settings.deltaAfter - elapsed(m_sinceDelta);
    const auto commentDue = m_settings.commentEvery - elapsed(m_sincePiece);
    if (deltaDue <= 0ms) {
        m_parts.encoder->emptyDelta(m_out);
        sendPiece(true);
    } else if (commentDue <= 0ms) {
        m_parts.encoder->comment(m_out);
        sendPiece(false);
    }
    m_life.start(std::clamp<std::chrono::milliseconds>(
        std::min<std::chrono::milliseconds>(
            m_settings.deltaAfter - elapsed(m_sinceDelta), m_settings.commentEvery - elapsed(m_sincePiece)),
        10ms, m_settings.commentEvery));
}

void Call::refuse(const chat::Error &error)
{
    const auto reply = m_parts.errorReply(error);
    auto headers = m_parts.headers + errorHeaders(error);
    headers.emplaceBack("Content-Type", "application/json");
    m_parts.record.status = reply.status;
    m_parts.reply->send(reply.status, headers, reply.body);
}

void Call::onDisconnected()
{
    if (m_parts.record.status == 0)
        m_parts.record.status = journal::ClientLeft;
    if (!m_ended)
        m_parts.record.error =
            chat::Error{.kind = chat::ErrorKind::InvalidRequest, .message = "the client left"};
    end();
}

void Call::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_life.stop();
    disconnect(m_parts.reply.get(), nullptr, this, nullptr);
    disconnect(m_parts.turn.get(), nullptr, this, nullptr);
    m_parts.record.duration = elapsed(m_sinceReceived);
    Q_EMIT ended(m_parts.record);
    deleteLater(); // and with it the turn, which cancels it
}

} // namespace api
