#pragma once

#include "app/status.h"
#include "settings/layers.h"

#include <QWidget>

#include <initializer_list>
#include <utility>

class QFormLayout;
class QHBoxLayout;

namespace ui::forms {

class Field;
class Note;

// A page of the settings window: fields below each other, each bound to an option. Knows nothing of what is stored.
class Page : public QWidget
{
    Q_OBJECT

public:
    const QString &title() const { return m_title; }
    const QList<Field *> &fields() const { return m_fields; }

    void load(const settings::Layers &layers);
    // Shows the defaults.
    virtual void reset();
    void write(settings::Settings &settings) const;
    // Null when all that is entered can be.
    Field *firstWrong() const;
    // For what a page tells of the relay as it is.
    virtual void setStatus(const app::Status &status) { Q_UNUSED(status) }

Q_SIGNALS:
    // Something else is entered now.
    void edited();

protected:
    using Choices = std::initializer_list<std::pair<const char *, QString>>; // the option's text, and what people read

    explicit Page(const QString &title, QWidget *parent = nullptr);

    // `option` is a name; labels with a mnemonic.
    Field *addLine(const char *option, const QString &label, const QString &hint = {}, const QString &unset = {});
    Field *addNumber(
        const char *option, const QString &label, const QString &hint = {}, const QString &suffix = {});
    // An inverted one is checked when the option is off.
    Field *addSwitch(const char *option, const QString &text, const QString &hint = {}, bool inverted = false);
    Field *addChoice(const char *option, const QString &label, Choices choices, const QString &hint = {});
    // A line with a Browse… button for a file, or for a folder.
    enum class Browse { Program, Folder };
    Field *addPath(const char *option, const QString &label, Browse browse, const QString &hint = {});

    void addHeading(const QString &text);
    // A row that is no option. The label is the control's.
    void addRow(const QString &label, QWidget *control, Note *note = nullptr);
    QFormLayout *form() const { return m_form; }
    // Small print under the field that was added last.
    Note *lastNote() const { return m_lastNote; }
    void keep(Field *field);

private:
    QString m_title;
    QFormLayout *m_form;
    QList<Field *> m_fields;
    Note *m_lastNote = nullptr;
};

} // namespace ui::forms
