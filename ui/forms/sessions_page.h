#pragma once

#include "ui/forms/page.h"

namespace ui::forms {

// How many claude processes there may be, and for how long.
class SessionsPage : public Page
{
    Q_OBJECT

public:
    SessionsPage();
};

} // namespace ui::forms
