#pragma once

#include "base/expected.h"
#include "settings/settings.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <span>

// The one list of what can be set from outside: the command line, the environment and the help are made of it.
namespace settings {

struct Option
{
    const char *name; // --name; in the environment CLAUDE_RELAY_NAME
    const char *value; // what it takes, for the help; nullptr for a switch
    const char *help;
    QString (*get)(const Settings &);
    // Takes the text of a value; gives a sentence when it can't be.
    QString (*set)(Settings &, const QString &);
};

std::span<const Option> options();

// CLAUDE_RELAY_MAX_SESSIONS for max-sessions.
QString environmentName(const Option &option);

// The settings of a start: defaults, overridden by the environment, overridden by the arguments (without
// program and command). The error is one sentence.
base::Expected<Settings, QString> fromOutside(
    const QStringList &arguments, const QProcessEnvironment &environment);

// One line an option, with defaults.
QString optionsHelp();

QString toString(LogLevel level);

} // namespace settings
