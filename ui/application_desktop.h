#pragma once

#include "ui/actions.h"
#include "ui/application.h"
#include "ui/tray/tray.h"

namespace ui {

// Its texts are in the language of its beginning.
struct Application::Desktop
{
    Actions actions;
    Tray tray{actions};
};

} // namespace ui
