#pragma once

#include <QStringList>

namespace app {

// `claude-relay key list`, `add`, `show`, `remove`: the keys in the file, with what was used by them. Tells those that
// run when there are others. Gives the exit code: 0; 1 when it can't be done; 2 when it is not understood.
int key(int &argc, char **argv, const QStringList &arguments);

inline constexpr auto KeyHelp =
    "list [--json]        names the keys, what they are limited to, and what was used in the last 30 days\n"
    "add NAME             makes one and prints its secret\n"
    "  --models A,B       it may ask for these models only\n"
    "  --tools LEVEL      Claude may do no more than this for it: chat, ask, edits or all\n"
    "  --workdir DIR      Claude works there for it, and nowhere else\n"
    "show NAME            prints the secret of one\n"
    "remove NAME          it opens nothing any more\n"
    "\n"
    "As soon as there is a key, every request needs one. Those that run know of a change at once.\n"
    "Exit code: 0 when it is done, 1 when it can't be, 2 when it is not understood.\n";

} // namespace app
