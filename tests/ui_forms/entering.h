#pragma once

#include "ui/forms/field.h"
#include "ui/forms/settings_window.h"

#include <QTemporaryDir>

#include <memory>
#include <optional>

class QCheckBox;
class QPushButton;

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

// By their texts, without mnemonics.
QPushButton *button(const QWidget &window, const QString &text);
QCheckBox *checkBox(const QWidget &window, const QString &text);

// A window over a settings file of its own.
class Fixture
{
protected:
    // The file holds `file`; arguments and environment lie over it.
    void show(const QByteArray &file = {}, const QStringList &arguments = {},
        const QProcessEnvironment &environment = {});
    // Apply, and what the window then wants to be stored.
    std::optional<settings::Settings> applied();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::SettingsWindow> m_window;
};

} // namespace entering
