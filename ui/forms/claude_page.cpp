#include "ui/forms/claude_page.h"

#include "ui/forms/claude_line.h"

using namespace Qt::StringLiterals;

namespace ui::forms {

ClaudePage::ClaudePage()
    : Page(tr("Claude")),
      m_program(addPath("claude", tr("&Command:"), Browse::File, tr("claude, where it is usually installed")))
{
    ClaudePage::setStatus({});
    addPath("workdir", tr("Working &folder:"), Browse::Folder, tr("An empty one of claude-relay's own"));
    addChoice("client-tools", tr("Requests with &tools:"),
        {{u"only"_s, tr("Only the tools of the request")},
            {u"beside"_s, tr("These and Claude Code's own tools")}});

    addHeading(tr("Answers"));
    addSwitch("hide-reasoning", tr("Show what the model thi&nks"), {}, true);
    addSwitch("show-work", tr("Show what Claude Code &does with its own tools"),
        tr("As part of what the model thinks."));
    addHeading(tr("Parameters of requests"));
    addSwitch("forward-sampling", tr("&Hand temperature and top_p on"),
        tr("The newest models refuse them; the relay then asks again without."));
    addSwitch("strict-params", tr("Ref&use requests with parameters that have no effect"),
        tr("Otherwise the answer names them in a header."));
}

void ClaudePage::setStatus(const app::Status &status)
{
    m_program->setHint(claudeLine(status));
}

} // namespace ui::forms
