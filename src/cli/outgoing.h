#pragma once

#include <QByteArray>

// The control lines that the relay writes, each with its line end. Their shapes were measured
// on 2.1.197 and 2.1.330.
namespace cli {

// Must come first. Without a system prompt Claude Code's own stays.
QByteArray initializeLine(QByteArrayView requestId, QByteArrayView systemPrompt);

// Chooses the model of the conversation. Unlike set_model this does not ask the API whether the model exists,
// which costs a call (measured on 2.1.330); a model that does not exist fails with the turn.
QByteArray modelLine(QByteArrayView requestId, QByteArrayView model);

// Says no to something that the CLI asks of the relay.
QByteArray refusalLine(QByteArrayView requestId, QByteArrayView why);

} // namespace cli
