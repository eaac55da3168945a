#include "ui/forms/limits_page.h"

namespace ui::forms {

LimitsPage::LimitsPage() : Page(tr("Limits"))
{
    const auto seconds = tr(" s", "seconds, after a number");
    const auto megabytes = tr(" MB", "after a number");
    addHeading(tr("Of a request"));
    addNumber("max-body", tr("&Body at most:"), {}, megabytes);
    addNumber("max-headers", tr("&Headers at most:"), {}, tr(" KB", "after a number"));
    addNumber("max-depth", tr("&Nested at most:"), tr("Objects and lists within each other, in its JSON."));
    addNumber("header-time", tr("&Time for its headers:"), {}, seconds);
    addNumber("body-time", tr("&Pause in its body:"), {}, seconds);
    addHeading(tr("Of connections"));
    addNumber("max-connections", tr("At &most:"));
    addNumber("idle-time", tr("&Kept without a request:"), {}, seconds);
    addNumber("client-share", tr("&Waiting requests of one client:"));
    addHeading(tr("When a client reads slowly"));
    addNumber("max-unsent", tr("Kept &for it:"), tr("Beyond that its answer ends."), megabytes);
    addNumber("unsent-time", tr("&Longest standstill:"), {}, seconds);
}

} // namespace ui::forms
