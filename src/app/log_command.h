#pragma once

#include <QStringList>

namespace app {

// For `claude-relay log --help`.
inline constexpr char LogHelp[] =
    "Prints the last 20 requests that have ended, oldest first. It needs neither a display nor a "
    "claude-relay that\n"
    "runs.\n"
    "\n"
    "  -n, --last N|all   so many of them\n"
    "      --since TIME   those from then on: 2h, 30m, 7d, today, yesterday, 14:30, 2025-07-28, "
    "2025-07-28T14:30\n"
    "  -f, --follow       go on as more come; Ctrl+C ends it\n"
    "      --json         an object a line, with number, id, received, client, endpoint, asked_model, model, "
    "status,\n"
    "                     error, first_delta_ms, duration_ms, input_tokens, output_tokens, cost_usd and "
    "more\n"
    "      --demo         the log of the demo\n"
    "\n"
    "Other words filter, and all must hold: text anywhere, or status:429, status:4xx, status:ok, "
    "status:error,\n"
    "model:opus, client:cursor, endpoint:chat, id:…, session:warm, note:…; -WORD excludes.\n"
    "\n"
    "Columns: first is the time to the first token, in are all input tokens, cached those of them that were "
    "read\n"
    "from the cache, cost is as the CLI reports it. A code of 499 means that the client left.\n"
    "Colours are for terminals, and only without NO_COLOR.\n"
    "\n"
    "Exit code: 0, 1 when the log can't be read, 2 for wrong arguments.\n";

// `claude-relay log`: prints the requests in the store. Needs neither a display nor a relay that runs. Gives the exit
// code: 0, 1 when the store can't be read, 2 for wrong arguments.
int printLog(int &argc, char **argv, const QStringList &arguments);

} // namespace app
