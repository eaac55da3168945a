#pragma once

#include "agent/turn.h"
#include "http/reply.h"
#include "journal/record.h"
#include "settings/settings.h"
#include "wire/dialect.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace api {

// One question on its way through: events of its Turn become bytes of its Reply. A failure before the first byte
// is an HTTP status, after it an event of the stream. Deletes itself at the end.
class Call : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        std::unique_ptr<http::Reply> reply;
        http::Headers headers; // of every answer
        std::unique_ptr<wire::ReplyEncoder> encoder;
        std::unique_ptr<agent::Turn> turn;
        wire::ErrorReply (*errorReply)(const chat::Error &) = nullptr; // of the dialect
        journal::Record record; // what is known so far
    };

    Call(Parts parts, settings::Stream settings, QObject *parent);
    ~Call() override;

Q_SIGNALS:
    // The record is complete; the last signal.
    void ended(const journal::Record &record);

private:
    void onEvents(const std::vector<chat::Event> &events);
    void note(const chat::Event &event);
    void sendStreamed(const chat::Event &lastEvent, bool last);
    void sendWhole();
    void cutOff();
    void onDisconnected();
    void showLife();
    void begin();
    void sendPiece(bool isDelta);
    void refuse(const chat::Error &error);
    void end();

    Parts m_parts;
    settings::Stream m_settings;
    QByteArray m_out; // bytes to send; kept for its room
    QElapsedTimer m_sinceReceived;
    QElapsedTimer m_sincePiece;
    QElapsedTimer m_sinceDelta;
    QTimer m_life; // due when there may be a sign of life to give
    bool m_ended = false;
};

} // namespace api
