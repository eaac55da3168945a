#pragma once

#include "ui/forms/page.h"

class QComboBox;

namespace ui::forms {

// The claude command, what it may do, and what its answers show.
class ClaudePage : public Page
{
    Q_OBJECT

public:
    ClaudePage();
    void load(const settings::Layers &layers) override;
    void write(settings::Settings &settings) const override;
    void setStatus(const app::Status &status) override;

private:
    void addTools();
    void onToolsChosen();

    Field *m_program;
    QComboBox *m_tools = nullptr; // a child
    int m_toolsBefore = 0; // the index that was chosen before this one
    bool m_confirmed = false; // that everything is allowed is meant
};

} // namespace ui::forms
