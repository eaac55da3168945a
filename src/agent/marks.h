#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <sys/types.h>

// The marks by which the processes of a relay's sessions are known, also in groups of their own: an entry of their
// environment, NAME=PID-STARTnNAMESPACE-SESSION. Without Qt: the guard uses it. Only on Linux another process' environment can
// be read; elsewhere none is found.
namespace agent {

// PID-START-, of a process: what the marks of its sessions begin with.
std::string relayMark(pid_t relay);

// Calls it with each process of this user but this one and its parent, and its environment: each entry between zeros.
void forEachProcess(const std::function<void(pid_t pid, std::string_view environment)> &call);

// Ends all processes with the mark of a relay that does not live any more, and gives their number.
int endMarkedByTheDead();

} // namespace agent
