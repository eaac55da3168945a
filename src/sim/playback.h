#pragma once

#include "http/reply.h"
#include "sim/answer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace sim {

// Sends one answer at its pace, from the event loop. Deletes itself when the answer is over or the client has
// gone; destroyed before, it closes the connection.
class Playback : public QObject
{
    Q_OBJECT

public:
    Playback(Answer answer, std::unique_ptr<http::Reply> reply, QObject *parent);
    ~Playback() override;

private:
    void proceed();
    void sendDue();
    void waitFor(qint64 dueMs);
    void finish();

    Answer m_answer;
    std::unique_ptr<http::Reply> m_reply;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_dueMs = 0; // when the next piece is to be sent
    size_t m_next = 0;
};

} // namespace sim
