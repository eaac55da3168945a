#pragma once

#include "settings/keys.h"

#include <QDialog>

namespace ui {

// Shows a key that has just been made because others can come to the relay now.
class NewKey : public QDialog
{
    Q_OBJECT

public:
    explicit NewKey(const settings::Key &key, QWidget *parent = nullptr);
};

} // namespace ui
