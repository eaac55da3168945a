#pragma once

#include "ui/forms/page.h"

namespace ui::forms {

// The claude command, and what its answers show.
class ClaudePage : public Page
{
    Q_OBJECT

public:
    ClaudePage();
    void setStatus(const app::Status &status) override;

private:
    Field *m_program;
};

} // namespace ui::forms
