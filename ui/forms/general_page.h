#pragma once

#include "ui/forms/page.h"

class QCheckBox;

namespace ui::forms {

// How the application behaves on the desktop.
class GeneralPage : public Page
{
    Q_OBJECT

public:
    GeneralPage();
    // Whether the application starts at login is what the desktop says; it is no option.
    void setStartsAtLogin(bool starts);
    bool startsAtLogin() const;
    // Where the settings are stored.
    void setFile(const QString &path);
    void reset() override;

private:
    QCheckBox *m_startAtLogin;
    Note *m_file;
};

} // namespace ui::forms
