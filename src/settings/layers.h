#pragma once

#include "base/expected.h"
#include "settings/options.h"
#include "settings/settings.h"

#include <QList>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>

namespace settings {

// Who set a value, from weak to strong.
enum class Source { Default, File, Environment, CommandLine };

// What is set from where: defaults, over them the settings file, the environment, the command line. A value; reading
// and writing the files is quick enough for any thread: a third of a second at most is waited for another process that
// writes the keys.
class Layers
{
public:
    // For another process that writes the keys, where nothing else is said; windows stand still.
    static constexpr std::chrono::milliseconds LongestWait{300};

    // Reads the file and the keys beside it, then lays the environment and the arguments (without program and command)
    // over it. The error is one sentence about the latter two, the keys or a file that can't be read; what is wrong in
    // the settings file is left out and named by fileNotices(). Without a path there is no file.
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
    // Sentences about what is wrong in the file.
    const QStringList &fileNotices() const { return m_notices; }

    // Takes new values for the file and writes those that differ from stored(): what is as by default is not in it,
    // and all else in it stays, what others have written meanwhile and what is wrong too. A sentence when it can't be
    // written; then nothing has changed. Comments are lost; the file with them is kept beside it as settings.ini.bak.
    QString store(const Settings &wanted);

    // The same with the keys: what others have made, changed or removed meanwhile stays so. For its owner's eyes only.
    QString storeKeys(const QList<Key> &wanted);
    // See settings::changeKeys().
    QString changeKeys(const std::function<QString(QList<Key> &keys)> &change,
        std::chrono::milliseconds longest = LongestWait);

    // Both files anew; what lies over them stays. When something is wrong with the keys nothing changes, when the settings
    // can't be read only the keys do; a sentence says what.
    [[nodiscard]] QString readFile();

    const QString &file() const { return m_file; }
    // Beside it.
    QString keysFile() const;
    // Whether readFile() would find other keys than stored() has, or something wrong with them.
    bool hasOtherKeys() const;

private:
    struct Override
    {
        const Option *option = nullptr;
        QString text;
        Source source = Source::CommandLine;
    };

    void readSettings();
    QString take(const QProcessEnvironment &environment);
    QString take(const QStringList &arguments);
    QString add(const Override &override);
    const Override *overrideOf(const Option &option) const;

    QString m_file;
    Settings m_stored = defaults();
    QList<Override> m_overrides; // from weak to strong
    QStringList m_notices;
};

// The platform's place for it: ~/.config/claude-relay/settings.ini on Linux,
// ~/Library/Preferences/claude-relay/settings.ini on macOS.
QString settingsFile();

} // namespace settings
