#pragma once

#include "settings/settings.h"

#include <QString>

#include <span>

// The one list of what can be set from outside: the command line, the environment, the settings file, the help and the
// settings window are made of it.
namespace settings {

struct Option
{
    const char *name; // --name; in the environment CLAUDE_RELAY_NAME
    const char *key; // in the settings file: section/name; nullptr when it is never stored
    const char *value; // what it takes, for the help; nullptr for a switch, which takes on or off
    const char *help;
    // The value as text, which set() takes again. Empty for what is empty, such as a path that is looked for.
    QString (*get)(const Settings &);
    // Takes the text of a value, whatever was set before. Else gives what is wrong, as the rest of a sentence that
    // begins with the option's name ("must be …"), and changes nothing.
    QString (*set)(Settings &, const QString &);
    // What a wrong text in the file stands for, where the default may allow more than was meant; nullptr: the default.
    const char *narrowest = nullptr;
};

std::span<const Option> options();

// Null when there is none of that name.
const Option *findOption(QStringView name);

// --max-sessions
QString flagName(const Option &option);

// CLAUDE_RELAY_MAX_SESSIONS for max-sessions.
QString environmentName(const Option &option);

// One line an option, with its default, under a heading for each section of the settings file. `sections` are those
// wanted; empty: all.
QString optionsHelp(const QStringList &sections = {});

QString toString(LogLevel level);

} // namespace settings
