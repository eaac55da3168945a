#pragma once

#include "app/status.h"
#include "ui/forms/field.h"

#include <QHBoxLayout>
#include <QList>
#include <QWidget>

#include <utility>

class QGridLayout;
class QVBoxLayout;

namespace ui::forms {

// A page of the settings window: fields below each other, each bound to an option.
class Page : public QWidget
{
    Q_OBJECT

public:
    const QString &title() const { return m_title; }
    const QList<Field *> &fields() const { return m_fields; }

    virtual void load(const settings::Layers &layers);
    // Shows the defaults.
    virtual void reset();
    virtual void write(settings::Settings &settings) const;
    // The control where something is entered that can't be; null when there is none.
    virtual QWidget *firstWrong() const;
    // For what a page tells of the relay as it is.
    virtual void setStatus(const app::Status &) { }

Q_SIGNALS:
    // Something else is entered now.
    void edited();

protected:
    enum class Browse { File, Folder };
    using Choices = QList<std::pair<QString, QString>>; // the option's text, and what people read

    explicit Page(const QString &title);

    // Each adds a row. `option` is a name; labels have a mnemonic; `unset` is what an empty line means.
    Field *addNumber(
        const char *option, const QString &label, const QString &hint = {}, const QString &suffix = {});
    // An inverted one is checked when the option is off.
    Field *addSwitch(
        const char *option, const QString &text, const QString &hint = {}, bool inverted = false);
    Field *addChoice(
        const char *option, const QString &label, const Choices &choices, const QString &hint = {});
    Field *addText(const char *option, const QString &label, const QString &unset, const QString &hint = {});
    Field *addPath(const char *option, const QString &label, Browse browse, const QString &unset);
    // One with a face of its own, in `row`. Who adds it calls its check().
    Field *addField(
        const char *option, Field::Face face, const QString &label, QLayout *row, const QString &hint = {});
    // The same below its label, as wide as the page and as high as there is room.
    Field *addTall(const char *option, Field::Face face, const QString &label, QLayout *content,
        const QString &hint = {});
    // A row that is no option. The label is the control's.
    void addRow(const QString &label, QWidget *control, QLayout *row, Note *note = nullptr);
    // Something as wide as the page.
    void addWide(QWidget *widget);
    // Over several rows.
    void addHeading(const QString &text);
    void addFooter(Note *note);

private:
    Field *newField(const char *option, Field::Face face, Note *note);
    int newRow(int gap);

    QString m_title;
    QVBoxLayout *m_layout;
    QGridLayout *m_grid;
    QList<Field *> m_fields;
};

// Rows to be added.
QHBoxLayout *leftOf(QWidget *control);
QHBoxLayout *across(QWidget *control, QWidget *beside = nullptr);

} // namespace ui::forms
