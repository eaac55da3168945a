#include "ui/forms/sessions_page.h"

namespace ui::forms {

SessionsPage::SessionsPage() : Page(tr("Sessions"))
{
    const auto seconds = tr(" s", "seconds, after a number");
    addNumber("max-sessions", tr("Sessions at &most:"), tr("Each is a claude process of about 150 MB."));
    addNumber("warm", tr("Started &ahead:"), tr("An answer begins sooner when a session is ready for it."));
    addNumber("queue", tr("Waiting &requests:"),
        tr("When all sessions are busy. One more is told to come back later."));
    addNumber("request-timeout", tr("&Longest answer:"), {}, seconds);
    addNumber(
        "initialize-time", tr("Longest s&tart:"), tr("One that is silent so long is replaced."), seconds);
    addNumber("max-memory", tr("Memor&y of each:"), tr("One that takes more is ended. 0: no limit."),
        tr(" MB", "after a number"));

    addHeading(tr("After an answer"));
    addNumber("keep", tr("&Keep the session for:"),
        tr("The next question of its conversation goes on at once. 0: not at all."), seconds);
    addNumber("keep-max", tr("Kept at m&ost:"));

    addHeading(tr("While the client runs its tools"));
    addNumber("tool-wait", tr("&Wait for their results:"), tr("0: not at all."), seconds);
    addNumber("tool-wait-max", tr("Waiting at mo&st:"));
}

} // namespace ui::forms
