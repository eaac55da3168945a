#pragma once

#include <string>
#include <vector>

namespace fake {

std::string environment(const char *name, const char *otherwise = "");

// Logged out: for good, or for as long as a file exists.
bool loggedOut();

// Appends one line to the file that FAKE_CLAUDE_LOG names: {"pid":…, and the fields.
void log(const std::string &fields);

// Logs how this process was started.
void logStart(const std::vector<std::string> &arguments);

// "2.1.50" as 2001050, to be compared.
int versionNumber(const std::string &version);

} // namespace fake
