#pragma once

namespace http {

// Lets the process have some thousands of open files and sockets, as far as the system allows. Each
// connection is one, each child process several.
void raiseDescriptorLimit();

} // namespace http
