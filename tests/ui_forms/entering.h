#pragma once

#include "ui/forms/field.h"
#include "ui/forms/settings_window.h"

// Enters settings as a person does, by the controls of the window.
namespace entering {

ui::forms::Field *fieldOf(const ui::SettingsWindow &window, const char *option);

// Makes the field's page the current one and puts the text of a value into its control.
void enter(ui::SettingsWindow &window, const char *option, const QString &text);

// What the control shows, as the text of a value.
QString shown(const ui::SettingsWindow &window, const char *option);

// The small print under the control.
QString noteOf(const ui::SettingsWindow &window, const char *option);

void showPage(ui::SettingsWindow &window, const QWidget *control);
int currentPage(const ui::SettingsWindow &window);
bool isMarked(const ui::SettingsWindow &window, int page);

QPushButton *button(const QWidget &window, const QString &text);

} // namespace entering
