#include "ui/forms/claude_line.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace ui::forms {

using State = app::Status::State;
using Trouble = app::Status::Trouble;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::forms::Texts)
};

} // namespace

ClaudeState claudeState(const app::Status &status)
{
    if (status.trouble == Trouble::ClaudeMissing)
        return {.found = false};
    if (status.claude.isEmpty())
        return {};
    if (status.trouble == Trouble::LoggedOut)
        return {.found = true, .loggedIn = false};
    const bool works = status.state == State::Ready || status.state == State::Working
        || status.trouble == Trouble::RateLimited;
    return {.found = true, .loggedIn = works ? std::optional(true) : std::nullopt};
}

QString shortPath(const QString &path)
{
    const auto home = QDir::homePath() + u'/';
    return path.startsWith(home) ? "~/"_L1 + path.sliced(home.size()) : path;
}

QString claudeName(const app::Status &status)
{
    return Texts::tr("claude %1 at %2").arg(status.claudeVersion, shortPath(status.claude));
}

QString claudeLine(const app::Status &status)
{
    const auto state = claudeState(status);
    if (!state.found)
        return status.listens() ? Texts::tr("Looking for claude…")
                                : Texts::tr("Looked for when the server starts.");
    if (!*state.found)
        return status.claude.isEmpty() ? Texts::tr("claude was not found.") : status.problem;
    const auto where = claudeName(status);
    if (status.demo)
        return Texts::tr("%1; in the demo no login is needed.").arg(where);
    if (!state.loggedIn)
        return where;
    return *state.loggedIn ? Texts::tr("%1, logged in.").arg(where)
                           : Texts::tr("%1, not logged in.").arg(where);
}

} // namespace ui::forms
