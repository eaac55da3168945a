#pragma once

#include "cli/api_parameters.h"
#include "cli/features.h"
#include "cli/permission.h"
#include "cli/tool_bridge.h"

#include <QByteArray>

#include <vector>

// The control lines that the relay writes, each with its line end. Their shapes were measured on 2.1.197 and 2.1.330.
namespace cli {

// Must come first. Without a system prompt Claude Code's own stays. The last two may be empty.
QByteArray initializeLine(QByteArrayView requestId, QByteArrayView systemPrompt, const ToolBridge &bridge,
    const QByteArray &outputSchema);

// Chooses how the next answers are made, whatever was chosen before; counts from the next request to the API on.
// `model` may be empty: it stays. Unlike set_model this does not ask the API whether the model exists, which costs a
// call (measured on 2.1.330); a model that does not exist fails with the turn.
QByteArray settingsLine(QByteArrayView requestId, QByteArrayView model, const ApiParameters &parameters);

// Asks how much of the plan's limits is used; a fresh process answers it before anything else, too. Without the scan of
// all transcripts that the answer would else begin with.
QByteArray usageLine(QByteArrayView requestId);

// Says no to something that the CLI asks of the relay.
QByteArray refusalLine(QByteArrayView requestId, QByteArrayView why);

enum class RulesFor { Session, Folder }; // as long as the process lives, or in the folder's local settings

// Allows a call as it is, and what `rules` allow from now on.
QByteArray allowLine(const PermissionRequest &request, const std::vector<Rule> &rules = {},
    RulesFor where = RulesFor::Session);
// `why` is what the model reads.
QByteArray denyLine(QByteArrayView requestId, QByteArrayView why);

// Answers a message to the relay's MCP server (JSON-RPC). `id` and `result` are JSON.
QByteArray mcpResultLine(QByteArrayView requestId, QByteArrayView id, QByteArrayView result);
QByteArray mcpErrorLine(QByteArrayView requestId, QByteArrayView id, int code, QByteArrayView message);

} // namespace cli
