#pragma once

#include "ui/forms/page.h"

namespace ui::forms {

// Who may ask.
class AccessPage : public Page
{
    Q_OBJECT

public:
    AccessPage();

private:
    void addOrigins();
};

} // namespace ui::forms
