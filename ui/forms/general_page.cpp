#include "ui/forms/general_page.h"

#include "ui/forms/claude_line.h"
#include "ui/forms/note.h"
#include "ui/translation.h"

#include <QCheckBox>

using namespace Qt::StringLiterals;

namespace ui::forms {

GeneralPage::GeneralPage()
    : Page(tr("General")), m_startAtLogin(new QCheckBox(tr("Start at &login"))), m_file(new Note)
{
    addRow({}, m_startAtLogin, leftOf(m_startAtLogin));
    connect(m_startAtLogin, &QCheckBox::toggled, this, &GeneralPage::edited);
    addSwitch("start-server", tr("Start the &server when the application starts"));
    addSwitch("notifications", tr("Show &notifications"),
        tr("When the login is lost, a limit is reached or the port is taken."));
    Choices languages{{QString(), tr("As the system")}};
    for (const auto &[code, name] : Translation::languages())
        languages.append({code, name});
    addChoice("language", tr("Lan&guage:"), languages);
    addFooter(m_file);
}

void GeneralPage::setStartsAtLogin(bool starts)
{
    m_startAtLogin->setChecked(starts);
}

bool GeneralPage::startsAtLogin() const
{
    return m_startAtLogin->isChecked();
}

void GeneralPage::setFile(const QString &path)
{
    m_file->setHint(path.isEmpty() ? QString() : tr("The settings are stored in %1.").arg(shortPath(path)));
}

void GeneralPage::reset()
{
    Page::reset();
    m_startAtLogin->setChecked(false);
}

} // namespace ui::forms
