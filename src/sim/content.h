#pragma once

#include "sim/question.h"
#include "sim/script.h"
#include "sim/sse.h"

namespace sim {

// What an answer consists of, before it is put into events or into one object.
struct Content
{
    QByteArray id;
    QByteArray model;
    QList<QByteArray> thinking;
    QByteArray signature;
    QByteArray redactedThinking; // empty: there is none
    QList<QByteArray> text;
    std::vector<ToolCall> tools;
    QByteArray stopReason;
    QByteArray stopSequence; // the one that was met
    sse::Counts counts;
};

// Works out what the script (or, where it says nothing, the default) answers to the question. `serial` tells
// this answer's ids from others'.
Content contentOf(const Question &question, const Script &script, qint64 serial);

} // namespace sim
