#include "ui/tray/notifier.h"

#include "ui/tray/texts.h"

#include <utility>

using namespace std::chrono_literals;

namespace ui {

namespace {

// Between two of a kind.
constexpr auto ShortestPause = 10min;
constexpr auto ShortestPauseOfQuestions = 10s;

} // namespace

Notifier::Notifier(Clock clock, QObject *parent) : QObject(parent), m_clock(std::move(clock)) { }

void Notifier::setStatus(const app::Status &status)
{
    using State = app::Status::State;
    using Trouble = app::Status::Trouble;
    const auto before = std::exchange(m_status, status);
    if (status.trouble == before.trouble)
        return;
    switch (status.trouble) {
    case Trouble::LoggedOut:
        // Without a login from the start there is the welcome window.
        if (before.state == State::Ready || before.state == State::Working
            || before.trouble == Trouble::RateLimited)
            tell(Kind::LoginLost, tr("Claude Code is logged out"),
                tr("Run claude in a terminal and log in with /login."));
        break;
    case Trouble::RateLimited:
        tell(Kind::LimitReached, tr("The account's limit is reached"),
            status.until.isValid() ? tr("It resets %1.").arg(momentText(status.until, m_clock()))
                                   : status.problem);
        break;
    case Trouble::PortTaken:
        tell(Kind::PortTaken, tr("The server could not start"), status.problem);
        break;
    case Trouble::None:
    case Trouble::ClaudeMissing:
    case Trouble::Other:
        break;
    }
}

void Notifier::notice(const QString &sentence)
{
    tell(Kind::Store, tr("The request log"), sentence);
}

void Notifier::settingsProblem(const QString &sentence)
{
    tell(Kind::Settings, tr("Settings"), sentence);
}

// The desktop may take the text for markup: nothing that a client has sent belongs into it.
void Notifier::questionAsked(const QString &title, std::chrono::seconds time)
{
    tell(Kind::Question, title,
        tr("It is denied if you do not answer within %n second(s).", nullptr, int(time.count())));
}

void Notifier::tell(Kind kind, const QString &title, const QString &text)
{
    const auto now = m_clock();
    const auto told = m_told.value(kind);
    const auto pause =
        std::chrono::milliseconds(kind == Kind::Question ? ShortestPauseOfQuestions : ShortestPause).count();
    if (!m_enabled || (told.isValid() && told.msecsTo(now) >= 0 && told.msecsTo(now) < pause))
        return;
    m_told.insert(kind, now);
    m_last = kind;
    Q_EMIT wanted(title, text);
}

void Notifier::click()
{
    if (m_last == Kind::PortTaken || m_last == Kind::Settings)
        Q_EMIT settingsWanted();
    else if (m_last == Kind::Question)
        Q_EMIT questionWanted();
    else
        Q_EMIT logWanted();
}

} // namespace ui
