#pragma once

#include "ui/forms/page.h"

namespace ui::forms {

// What a client, or all together, may use of the relay.
class LimitsPage : public Page
{
    Q_OBJECT

public:
    LimitsPage();
};

} // namespace ui::forms
