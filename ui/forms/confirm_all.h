#pragma once

class QMessageBox;
class QWidget;

namespace ui::forms {

// Asks whether it is meant that Claude may do everything without asking: accepted() or rejected(). Deletes itself when
// it is closed; who makes it shows it.
QMessageBox *newConfirmAll(QWidget *parent = nullptr);

} // namespace ui::forms
