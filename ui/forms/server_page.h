#pragma once

#include "ui/forms/page.h"

namespace ui::forms {

// Where the server listens.
class ServerPage : public Page
{
    Q_OBJECT

public:
    ServerPage();
    void setStatus(const app::Status &status) override;

private:
    void addHost();

    Field *m_port;
};

} // namespace ui::forms
