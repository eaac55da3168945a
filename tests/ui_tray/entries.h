#pragma once

#include "journal/entry.h"

// A request on its way, which came `age` ago.
inline journal::Entry running(
    qint64 number, const QByteArray &client = "cursor", std::chrono::seconds age = std::chrono::seconds(5))
{
    journal::Entry entry;
    entry.phase = journal::Entry::Phase::Answering;
    entry.record.number = number;
    entry.record.client = client;
    entry.record.askedModel = "gpt-5";
    entry.record.model = "claude-opus-5";
    entry.record.received = QDateTime::currentDateTimeUtc().addSecs(-age.count());
    return entry;
}

inline journal::Entry ended(journal::Entry entry)
{
    entry.phase = journal::Entry::Phase::Ended;
    return entry;
}
