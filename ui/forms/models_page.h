#pragma once

#include "ui/forms/model_names.h"
#include "ui/forms/page.h"

class QTableView;

namespace ui::forms {

// The table of model names.
class ModelsPage : public Page
{
    Q_OBJECT

public:
    ModelsPage();

private:
    void add();
    void removeSelected();

    ModelNames m_names;
    QTableView *m_table;
};

} // namespace ui::forms
