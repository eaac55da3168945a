#pragma once

namespace http {

// Lets the process have some thousands of open files and sockets, as far as the system allows. Each
// connection is one, each child process several.
void raiseDescriptorLimit();

// How many connections at once leave room for all else that needs one.
int mostConnections();

} // namespace http
