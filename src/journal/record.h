#pragma once

#include "chat/event.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace journal {

// How one request went. No text of the conversation is in it.
struct Record
{
    QByteArray id; // X-Request-Id
    QDateTime received; // UTC
    QByteArray client; // who asked, by its User-Agent
    QByteArray endpoint; // POST /chat/completions
    QByteArray askedModel;
    QByteArray model; // as the CLI reports it
    bool streamed = false;
    int choices = 1; // answers asked for
    int status = 0; // of the HTTP reply; 499 when the client left before it
    std::optional<chat::Error> error;
    std::optional<std::chrono::milliseconds> firstDelta; // since received
    std::chrono::milliseconds duration{0};
    chat::Usage usage; // of all choices
    double costUsd = 0;
    QByteArrayList ignored; // parameters without effect
};

// The status of a request whose client left before there was one.
inline constexpr int ClientLeft = 499;

// One line for the log.
QByteArray toLine(const Record &record);

} // namespace journal
