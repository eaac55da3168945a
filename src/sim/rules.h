#pragma once

#include "sim/message.h"

#include <QList>
#include <QString>

namespace sim {

// What the Anthropic API refuses in a conversation, in its words; empty when nothing is wrong. Each tool call
// must be answered once by the next message, each result belong to a call of the one before, and each block be
// right in itself.
// Messages of one role in a row count as one, and those of the role system not at all.
QString brokenRule(const QList<Message> &messages);

} // namespace sim
