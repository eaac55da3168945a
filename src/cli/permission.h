#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <vector>

// The CLI asks whether it may use a tool of its own, with --permission-prompt-tool stdio: what the user's rules deny
// or allow is not asked. Shapes as measured on 2.1.197 and 2.1.330.
namespace cli {

struct PermissionRequest
{
    QByteArray requestId;
    QByteArray tool;
    QByteArray input; // a JSON object, as the CLI sent it
    QByteArray description;
    QByteArray reason; // why it is asked
    QByteArray blockedPath; // which file is about, where one is
    QByteArray suggestions; // a JSON array; empty when there are none
    bool needsUser = false; // the tool is a question to the user: there is nothing to allow
};

// A rule as it stands in the settings of Claude Code.
struct Rule
{
    QByteArray tool;
    QByteArray
        content; // of Bash a command, perhaps with a * at its end; may be empty for a tool of an MCP server
    bool operator==(const Rule &) const = default;
};

// Bash(npm test *)
QByteArray toText(const Rule &rule);

// The rules that the CLI suggests to allow such a call from now on. What would open all of a built-in tool, a further
// folder or another mode is left out.
std::vector<Rule> suggestedRules(const PermissionRequest &request);

// The call without its id, so that the same one can be known again: of a tool that changes a file, whatever is changed.
QByteArray likeness(const PermissionRequest &request);

} // namespace cli
