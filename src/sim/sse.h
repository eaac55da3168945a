#pragma once

#include "sim/script.h"

#include <QByteArray>
#include <QByteArrayView>

// The events of the Anthropic Messages API's stream, each with its `event:` line and the blank line after it.
namespace sim::sse {

// Token counts of a whole answer.
struct Counts
{
    qint64 input = 0;
    qint64 output = 0;
    qint64 cacheCreation = 0;
    qint64 cacheRead = 0;
    qint64 thinking = 0; // part of output

    bool operator==(const Counts &) const = default;
};

QByteArray messageStart(QByteArrayView id, QByteArrayView model, const Counts &counts);
QByteArray textStart(int index);
QByteArray thinkingStart(int index);
QByteArray redactedThinkingStart(int index, QByteArrayView data);
QByteArray toolStart(int index, QByteArrayView id, QByteArrayView name);
QByteArray textDelta(int index, QByteArrayView text);
QByteArray thinkingDelta(int index, QByteArrayView thinking);
QByteArray signatureDelta(int index, QByteArrayView signature);
QByteArray inputDelta(int index, QByteArrayView partialJson);
QByteArray blockStop(int index);
QByteArray ping();
// `stopSequence` is empty when none was met.
QByteArray messageDelta(QByteArrayView stopReason, QByteArrayView stopSequence, const Counts &counts);
QByteArray messageStop();
QByteArray error(QByteArrayView type, QByteArrayView message);

} // namespace sim::sse
