#pragma once

#include "ui/actions.h"
#include "ui/tray/tray.h"

#include <memory>

// A tray and its actions for one test after the other.
class TrayFixture
{
protected:
    void make()
    {
        m_tray.reset();
        m_actions = std::make_unique<ui::Actions>();
        m_tray = std::make_unique<ui::Tray>(*m_actions);
    }

    std::unique_ptr<ui::Actions> m_actions;
    std::unique_ptr<ui::Tray> m_tray;
};
