#include "ui/forms/note.h"

#include "ui/forms/colors.h"

#include <QApplication>
#include <QEvent>

namespace ui::forms {

Note::Note(const QString &hint, QWidget *parent) : QLabel(parent), m_hint(hint)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    refresh();
}

void Note::setHint(const QString &hint)
{
    m_hint = hint;
    refresh();
}

void Note::setWarning(const QString &sentence)
{
    m_warning = sentence;
    refresh();
}

void Note::setOverride(const QString &sentence)
{
    m_override = sentence;
    refresh();
}

void Note::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        refresh();
    QLabel::changeEvent(event);
}

void Note::refresh()
{
    setText(!m_override.isEmpty() ? m_override : warns() ? m_warning : m_hint);
    if (text().isEmpty())
        hide();
    else if (parentWidget())
        show(); // without a parent it would be a window
    const auto base = QApplication::palette(this);
    const auto color = warns() ? warningColor(base) : quietColor(base);
    if (palette().color(QPalette::WindowText) == color)
        return; // or the change of the palette would bring us here for ever
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

} // namespace ui::forms
