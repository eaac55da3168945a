#include "ui/forms/claude_page.h"

#include "ui/forms/claude_line.h"
#include "ui/forms/confirm_all.h"
#include "ui/tools_texts.h"

#include <QComboBox>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

QString textOf(settings::Tools tools)
{
    return QString::fromUtf8(settings::nameOf(tools));
}

} // namespace

ClaudePage::ClaudePage()
    : Page(tr("Claude")),
      m_program(addPath("claude", tr("&Command:"), Browse::File, tr("claude, where it is usually installed")))
{
    ClaudePage::setStatus({});
    addTools();
    addPath("workdir", tr("Working &folder:"), Browse::Folder, tr("An empty one of claude-relay's own"));
    addText("workdirs", tr("&Or one of these:"), tr("None"),
        tr("A request may choose a folder in one of them. Separated by colons."));
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

void ClaudePage::addTools()
{
    Choices choices;
    for (const auto tools : AllTools)
        choices.append({textOf(tools), titleOf(tools)});
    auto *field = addChoice("tools", tr("Claude &may:"), choices);
    m_tools = qobject_cast<QComboBox *>(field->control());
    const auto explain = [this, field] {
        if (const auto tools = settings::toolsNamed(m_tools->currentData().toString().toUtf8()))
            field->setHint(meaningOf(*tools));
    };
    connect(m_tools, &QComboBox::currentIndexChanged, field, explain);
    explain();
    connect(m_tools, &QComboBox::activated, this, &ClaudePage::onToolsChosen);
    addNumber("approval-time", tr("&When it asks you, wait:"), tr("Then it is denied."),
        tr(" s", "seconds, after a number"));
}

// That everything is allowed has to be meant once.
void ClaudePage::onToolsChosen()
{
    const int chosen = m_tools->currentIndex();
    const int before = m_toolsBefore;
    m_toolsBefore = chosen;
    if (m_tools->currentData().toString() != textOf(settings::Tools::All) || m_confirmed)
        return;
    m_tools->setCurrentIndex(before);
    m_toolsBefore = before;
    auto *box = newConfirmAll(this);
    connect(box, &QMessageBox::accepted, this, [this, chosen] {
        m_confirmed = true;
        m_toolsBefore = chosen;
        m_tools->setCurrentIndex(chosen);
    });
    box->open();
}

void ClaudePage::load(const settings::Layers &layers)
{
    m_confirmed = layers.effective().claude.confirmAll;
    Page::load(layers);
    m_toolsBefore = m_tools->currentIndex();
}

void ClaudePage::write(settings::Settings &settings) const
{
    Page::write(settings);
    if (settings.claude.tools == settings::Tools::All)
        settings.claude.confirmAll |= m_confirmed;
}

void ClaudePage::setStatus(const app::Status &status)
{
    m_program->setHint(claudeLine(status));
}

} // namespace ui::forms
