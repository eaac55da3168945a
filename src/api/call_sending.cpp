#include "api/call.h"

#include "api/headers.h"

#include <algorithm>

using namespace std::chrono_literals;

// What goes out to the client, and when.
namespace api {

namespace {

std::chrono::milliseconds elapsed(const QElapsedTimer &timer)
{
    return std::chrono::milliseconds(timer.elapsed());
}

} // namespace

bool Call::hasBegun() const
{
    return m_parts.encoder->streams() && (m_parts.reply->hasBegun() || !m_out.isEmpty());
}

void Call::sendStreamed(bool last)
{
    if (!m_out.isEmpty())
        sendPiece(true);
    if (last)
        m_parts.reply->end();
}

void Call::sendWhole()
{
    auto all = headers();
    all.emplaceBack("Content-Type", m_parts.encoder->contentType());
    m_parts.record.status = 200;
    m_parts.reply->send(200, all, m_out);
    keepSent(m_out);
}

// Of an answer that is about to begin: with what it may do, and what is known by now to have no effect.
http::Headers Call::headers() const
{
    auto headers = m_parts.headers;
    if (const auto tools = m_parts.record.tools)
        headers.emplaceBack("X-Claude-Relay-Tools", settings::nameOf(*tools).toByteArray());
    if (!m_parts.record.ignored.isEmpty())
        headers.emplaceBack("X-Claude-Relay-Ignored", m_parts.record.ignored.join(", "));
    return headers;
}

void Call::begin()
{
    auto all = headers();
    all.emplaceBack("Content-Type", m_parts.encoder->contentType());
    all.emplaceBack("Cache-Control", "no-cache");
    all.emplaceBack("X-Accel-Buffering", "no"); // proxies shall pass it on at once
    m_parts.record.status = 200;
    m_parts.reply->begin(200, all);
    m_sinceDelta.start();
    m_life.start(m_settings.commentEvery);
}

void Call::sendPiece(bool isDelta)
{
    if (!m_parts.reply->hasBegun())
        begin();
    m_parts.reply->write(m_out);
    keepSent(m_out);
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
    const auto reply = m_parts.dialect->errorReply(error);
    auto all = headers() + errorHeaders(error);
    all.emplaceBack("Content-Type", "application/json");
    m_parts.record.status = reply.status;
    m_parts.reply->send(reply.status, all, reply.body);
    keepSent(reply.body);
}

void Call::keepSent(const QByteArray &bytes) const
{
    if (m_parts.details)
        m_parts.details->addSent(bytes);
}

} // namespace api
