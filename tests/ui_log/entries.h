#pragma once

#include "journal/entry.h"

#include <QRandomGenerator>

#include <iterator>

// Entries as traffic makes them.
namespace entries {

using journal::Entry;
using Phase = Entry::Phase;

// A number is the time in ms, and these bits more.
inline constexpr int NumberBits = 20;

inline const QByteArray Clients[] = {"OpenAI/Python", "opencode/1.2", "cursor/0.50", "curl/8.5", {}};
inline const QByteArray Models[] = {"claude-opus-4-6", "claude-sonnet-4-5", "claude-haiku-4-5"};

// One that has just come.
inline Entry begun(qint64 number, QRandomGenerator &random)
{
    Entry entry;
    auto &record = entry.record;
    record.number = number;
    record.id = "req-" + QByteArray::number(number);
    record.received = journal::timeOf(number);
    record.client = Clients[random.bounded(int(std::size(Clients)))];
    record.endpoint = "POST /chat/completions";
    record.askedModel = Models[random.bounded(3)].mid(7, 5);
    record.streamed = random.bounded(4) > 0;
    return entry;
}

// The next step on its way, until it has ended.
inline Entry next(Entry entry, QRandomGenerator &random)
{
    using std::chrono::milliseconds;
    auto &record = entry.record;
    if (entry.phase == Phase::Queued) {
        entry.phase = Phase::Preparing;
        record.session = journal::SessionKind(1 + random.bounded(3));
        record.taken = milliseconds(random.bounded(200));
    } else if (entry.phase == Phase::Preparing) {
        entry.phase = Phase::Answering;
        record.model = Models[random.bounded(3)];
        record.firstDelta = *record.taken + milliseconds(300 + random.bounded(2000));
    } else if (random.bounded(3) > 0) {
        entry.answeredBytes += random.bounded(400);
    } else {
        entry.phase = Phase::Ended;
        record.duration = *record.firstDelta + milliseconds(random.bounded(60'000));
        record.status = 200;
        record.usage = {
            random.bounded(2000), random.bounded(30'000), random.bounded(500), random.bounded(1500), 0};
        record.costUsd = random.bounded(0.2);
        record.stopReason = chat::StopReason::EndTurn;
        if (const int kind = random.bounded(12); kind == 0) {
            record.status = 429;
            record.error = chat::Error{chat::ErrorKind::RateLimited, "The limit of the account is reached."};
        } else if (kind == 1) {
            record.status = journal::ClientLeft;
        } else if (kind == 2) {
            record.stopReason = chat::StopReason::MaxTokens;
            record.ignored = {"logit_bias", "seed"};
        }
    }
    return entry;
}

inline Entry ended(qint64 number, QRandomGenerator &random)
{
    auto entry = begun(number, random);
    while (entry.phase != Phase::Ended)
        entry = next(entry, random);
    return entry;
}

} // namespace entries
