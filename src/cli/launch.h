#pragma once

#include "chat/request.h"
#include "cli/features.h"
#include "settings/settings.h"

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace cli {

enum class LaunchKind {
    Full, // Claude Code as its user has set it up
    Clean, // the bare model: no tools, nothing of the user's CLAUDE.md, skills, hooks or servers
};

// What a request wants of its process.
struct Wish
{
    LaunchKind kind = LaunchKind::Full;
    QByteArray model; // counts only for a CLI that can't change it later
    settings::Tools tools = settings::Tools::Ask; // LaunchKind::Clean never has any
    QString folder; // where it works
    bool operator==(const Wish &) const = default;
};

// How a process of the CLI is started. Two sessions of the same Launch are alike until they are spoken to.
struct Launch
{
    Wish wish;
    QString program;
    QStringList arguments;
    QProcessEnvironment environment;
    bool operator==(const Launch &) const = default;
};

// What a Launch is made of.
struct LaunchSettings
{
    QString program; // absolute path of claude
    QProcessEnvironment environment; // the relay's own
    QString relayHost; // where the relay listens
    quint16 relayPort = 0;
    QString apiBaseUrl; // of a simulated API; empty: the user's own
    QString apiHome; // home folder to use with a simulated API, so that the user's login stays out of it
    Features features;
};

// What a request is to be put to: where the client is the agent, or the answer's form is prescribed, nothing else may
// be in the conversation.
LaunchKind launchKind(const chat::Request &request, settings::ClientTools clientTools);

// A process that waits for a conversation on its input, but for what its wish adds. No text of a conversation is ever
// an argument.
Launch launchBase(const LaunchSettings &settings, LaunchKind kind);
// `base`, of the wish's kind, with what the wish adds.
Launch launchFor(const Launch &base, const Features &features, const Wish &wish);
Launch sessionLaunch(const LaunchSettings &settings, const Wish &wish);

// The environment for the CLI: without what would lead it back to the relay or tell it that it runs inside
// another Claude Code.
QProcessEnvironment childEnvironment(const LaunchSettings &settings);

} // namespace cli
