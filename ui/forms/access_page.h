#pragma once

#include "journal/store.h"
#include "ui/forms/page.h"

namespace ui::forms {

class KeysEdit;

// Who may ask.
class AccessPage : public Page
{
    Q_OBJECT

public:
    AccessPage();
    void setUsage(const QList<journal::KeyUsage> &usage);
    void load(const settings::Layers &layers) override;
    void write(settings::Settings &settings) const override;
    QWidget *firstWrong() const override;

private:
    void addOrigins();

    KeysEdit *m_keys; // a child
};

} // namespace ui::forms
