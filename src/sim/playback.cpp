#include "sim/playback.h"

namespace sim {

Playback::Playback(Answer answer, std::unique_ptr<http::Reply> reply, QObject *parent)
    : QObject(parent), m_answer(std::move(answer)), m_reply(std::move(reply)), m_dueMs(m_answer.firstMs)
{
    if (!m_answer.pieces.empty())
        m_dueMs += m_answer.pieces.front().afterMs;
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Playback::proceed);
    connect(m_reply.get(), &http::Reply::disconnected, this, &QObject::deleteLater);
    m_clock.start();
    waitFor(m_dueMs);
}

Playback::~Playback() = default;

void Playback::proceed()
{
    if (!m_answer.streamed) {
        finish();
        return;
    }
    if (!m_reply->hasBegun())
        m_reply->begin(m_answer.status, m_answer.headers);
    sendDue();
    if (m_next < m_answer.pieces.size())
        waitFor(m_dueMs);
    else
        finish();
}

// Late pieces follow at once, so that an answer takes the time that was planned.
void Playback::sendDue()
{
    while (m_next < m_answer.pieces.size() && m_clock.elapsed() >= m_dueMs) {
        m_reply->write(m_answer.pieces.at(m_next).bytes);
        ++m_next;
        if (m_next < m_answer.pieces.size())
            m_dueMs += m_answer.pieces.at(m_next).afterMs;
    }
}

void Playback::waitFor(qint64 dueMs)
{
    m_timer.start(int(qMax(qint64(0), dueMs - m_clock.elapsed())));
}

void Playback::finish()
{
    switch (m_answer.ending) {
    case Ending::Stall:
        return;
    case Ending::Drop:
        break;
    case Ending::Complete:
        if (m_answer.streamed)
            m_reply->end();
        else
            m_reply->send(m_answer.status, m_answer.headers, m_answer.pieces.front().bytes);
        break;
    }
    deleteLater();
}

} // namespace sim
