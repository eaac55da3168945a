#pragma once

#include "chat/event.h"
#include "settings/tools.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace journal {

// What kind of session took a request.
enum class SessionKind {
    None, // no session did, or not yet
    Fresh, // a process was started for it
    Warm, // one that was started ahead
    Kept, // one that held its conversation
};

// How one request went, or goes so far. No text of the conversation is in it.
struct Record
{
    qint64 number = 0; // of all requests of all processes this one's own; grows with time. See nextNumber()
    QByteArray id; // X-Request-Id: the client's own, so maybe not unique
    QDateTime received; // UTC
    QByteArray client; // who asked, by its User-Agent
    QByteArray key; // name of the key that it came with; empty: none
    std::optional<settings::Tools> tools; // what Claude Code may do; nothing when it was not put to it
    QString folder; // where Claude Code works; empty as above
    QByteArray endpoint; // POST /chat/completions
    QByteArray askedModel;
    QByteArray model; // as the CLI reports it
    bool streamed = false;
    int choices = 1; // answers asked for
    int status = 0; // of the HTTP reply; 499 when the client left before it
    std::optional<chat::Error> error;
    SessionKind session = SessionKind::None; // of its first choice
    std::optional<std::chrono::milliseconds>
        taken; // since received: a session took it; before that it waited
    std::optional<std::chrono::milliseconds> firstDelta; // since received
    std::optional<chat::StopReason> stopReason; // of the last choice that has ended
    std::chrono::milliseconds duration{0};
    chat::Usage usage; // of all choices
    double costUsd = 0;
    QByteArrayList honoured; // parameters that were sent and count
    QByteArrayList ignored; // parameters without effect
    bool operator==(const Record &) const = default;
};

// A number for a request that has just come: milliseconds since 1970 in the upper bits, and a counter.
// Grows within the process, from any thread.
qint64 nextNumber();
// When a request of that number came, in UTC; and the first number of those that came then.
QDateTime timeOf(qint64 number);
qint64 firstNumberAt(const QDateTime &time);

// The status of a request whose client left before there was one.
inline constexpr int ClientLeft = 499;

// One line for the log.
QByteArray toLine(const Record &record);

} // namespace journal
