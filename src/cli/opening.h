#pragma once

#include "chat/request.h"
#include "cli/features.h"

#include <QByteArray>

#include <vector>

namespace cli {

// Request ids of the control lines of an opening.
inline constexpr QByteArrayView InitializeId = "initialize";
inline constexpr QByteArrayView ModelId = "model";

// What is written to a fresh process to ask a request: the first step at once, each further one when the CLI
// has answered the message before it (which asked nothing) with a result. User messages queue in the CLI and
// assistant messages don't, so that without waiting their order would be lost (measured).
std::vector<QByteArray> opening(const chat::Request &request, const Features &features);

// The whole conversation as one text, for a CLI that knows no roles on its input.
QByteArray flattened(const chat::Request &request);

} // namespace cli
