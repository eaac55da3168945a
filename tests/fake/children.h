#pragma once

namespace fake {

// Forks so many processes that sleep for ever: in the process group, or (`escape`) in sessions of their own.
void startChildren(int count, bool escape);

// Asked politely, the CLI ends its shells before itself.
void endOnTerm(int);

} // namespace fake
