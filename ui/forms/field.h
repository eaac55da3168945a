#pragma once

#include "settings/layers.h"

#include <QObject>
#include <QWidget>

#include <functional>

namespace ui::forms {

class Note;

// "must be …" as it stands beside the control it is about.
QString asSentence(QString rest);

// An option, the control that shows its value, and the small print under it. What is entered is checked as it is
// typed, by the option itself. An option that is overridden for this run shows what holds and who set it, and can't
// be changed.
class Field : public QObject
{
    Q_OBJECT

public:
    // How a control shows a value; all values are the texts that the option takes.
    struct Face
    {
        QWidget *control = nullptr; // what has the focus; the field is its child
        std::function<QString()> text;
        std::function<void(const QString &)> show;
        // What is wrong that the option can't know of, as a sentence. May be empty.
        std::function<QString()> complaint = {};
        QList<QWidget *> companions = {}; // go with the control, such as a button beside it
    };

    Field(const settings::Option &option, Face face, Note *note);

    const settings::Option &option() const { return m_option; }
    QWidget *control() const { return m_face.control; }
    bool isOverridden() const { return m_overridden; }

    // What is entered.
    QString text() const { return m_face.text(); }

    void load(const settings::Layers &layers);
    // Shows the default, unless it is overridden.
    void reset() const;
    // Sets the option to what is entered, unless that is wrong or overridden.
    void write(settings::Settings &settings) const;
    // What is wrong with what is entered, as a sentence.
    const QString &complaint() const { return m_complaint; }
    // The small print, where nothing more important is to be said.
    void setHint(const QString &hint);
    // To be called when something else has been entered.
    void check();

Q_SIGNALS:
    void edited();

private:
    const settings::Option &m_option;
    Face m_face;
    Note *m_note;
    QString m_complaint;
    bool m_overridden = false;
    bool m_loading = false; // what changes the control is not the user
};

} // namespace ui::forms
