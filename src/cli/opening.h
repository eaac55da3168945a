#pragma once

#include "chat/request.h"
#include "cli/api_parameters.h"
#include "cli/features.h"
#include "cli/tool_bridge.h"

#include <QByteArrayList>

#include <vector>

namespace cli {

// Request ids of the control lines.
inline constexpr QByteArrayView InitializeId = "initialize";
inline constexpr QByteArrayView SettingsId = "settings";

// What is written to a fresh process to ask a request, in steps of some lines each: the first at once, each further
// one when the CLI has answered the message before it (which asked nothing) with a result. User messages queue in
// the CLI and assistant messages don't, so that without waiting their order would be lost (measured).
// `history` is what is written of the request's messages: the same, with what the client does not know of them.
std::vector<QByteArrayList> opening(const chat::Request &request, const std::vector<chat::Message> &history,
    const ApiParameters &parameters, const ToolBridge &bridge, const Features &features);

// The whole conversation as one text, for a CLI that knows no roles on its input.
QByteArray flattened(const chat::Request &request);

} // namespace cli
