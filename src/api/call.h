#pragma once

#include "agent/turn.h"
#include "http/reply.h"
#include "journal/journal.h"
#include "settings/settings.h"
#include "wire/dialect.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace api {

// One question on its way through: events of its turns, one for each choice, become bytes of its Reply. It ends
// when all choices have, or with the first that fails. A failure before the first byte is an HTTP status, after it an
// event of the stream. Deletes itself at the end.
class Call : public QObject, public journal::Running
{
    Q_OBJECT

public:
    struct Parts
    {
        std::unique_ptr<http::Reply> reply;
        http::Headers headers; // of every answer
        const wire::Dialect *dialect = nullptr;
        std::unique_ptr<wire::ReplyEncoder> encoder;
        std::unique_ptr<journal::Details> details; // null when nobody wants them
        std::vector<std::unique_ptr<agent::Turn>> turns; // by choice; their taps may write into the details
        journal::Record record; // what is known so far
        std::chrono::steady_clock::time_point received;
    };

    // `journal`, which must outlive this, is told of its beginning, its changes and its end.
    Call(Parts parts, settings::Stream settings, journal::Journal &journal, QObject *parent);
    ~Call() override;

    journal::Entry entry() const override;
    const journal::Details *details() const override { return m_parts.details.get(); }
    void cancel() override;

private:
    std::chrono::milliseconds sinceReceived() const;
    void noteTaking();
    void onTaken(int choice);
    void logTaking(int choice) const;
    void onEvents(int choice, const std::vector<chat::Event> &events);
    std::optional<chat::Error> failureIn(const chat::Event &event) const;
    void note(int choice, const chat::Event &event);
    void noteLeftOut(const std::vector<chat::Parameter> &parameters);
    void sendStreamed(bool last);
    void sendWhole();
    void fail(int choice, const chat::Error &unnamed);
    void onDisconnected();
    void showLife();
    bool hasBegun() const;
    http::Headers headers() const;
    void begin();
    void sendPiece(bool isDelta);
    void refuse(const chat::Error &error);
    void keepSent(const QByteArray &bytes) const;
    void end();
    void note();

    Parts m_parts;
    settings::Stream m_settings;
    QByteArray m_out; // bytes to send; kept for its room
    size_t m_finished = 0; // choices
    journal::Journal &m_journal;
    qint64 m_answeredBytes = 0;
    QElapsedTimer m_sincePiece;
    QElapsedTimer m_sinceDelta;
    QTimer m_life; // due when there may be a sign of life to give
    bool m_ended = false;
};

} // namespace api
