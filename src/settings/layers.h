#pragma once

#include "base/expected.h"
#include "settings/options.h"
#include "settings/settings.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace settings {

// Who set a value, from weak to strong.
enum class Source { Default, File, Environment, CommandLine };

// What is set from where: defaults, the settings file, over it the environment, over it the command line.
class Layers
{
public:
    // Reads the file, then lays the environment and the arguments (without program and command) over it. The error is
    // one sentence about the latter two; what is wrong in the file is left out and named by fileNotices().
    static base::Expected<Layers, QString> read(
        const QString &file, const QStringList &arguments, const QProcessEnvironment &environment);

    // What holds.
    Settings effective() const;
    // What the file says, for editing: what is overridden has its own value here.
    const Settings &stored() const { return m_stored; }
    // Who set what holds of this option.
    Source sourceOf(const Option &option) const;
    // What to call that: --port, CLAUDE_RELAY_PORT; empty when it is not overridden.
    QString overriddenBy(const Option &option) const;
    // Sentences about values in the file that can't be.
    const QStringList &fileNotices() const { return m_notices; }

    // Takes new values for the file and writes it: what is as by default is not in it. A sentence when it can't be
    // written.
    QString store(const Settings &stored);

private:
    struct Override
    {
        const Option *option = nullptr;
        QString text;
        Source source = Source::CommandLine;
    };

    QString m_file;
    Settings m_stored = defaults();
    QList<Override> m_overrides; // in the order they are laid over
    QStringList m_notices;
};

// The platform's place for it: ~/.config/claude-relay/settings.ini on Linux,
// ~/Library/Preferences/claude-relay/settings.ini on macOS.
QString settingsFile();

} // namespace settings
