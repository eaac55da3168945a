#include "ui/forms/field.h"

#include "ui/forms/note.h"

#include <QScopedValueRollback>

#include <utility>

namespace ui::forms {

QString asSentence(QString rest)
{
    if (rest.isEmpty())
        return rest;
    rest[0] = rest[0].toUpper();
    return rest + u'.';
}

Field::Field(const settings::Option &option, Face face, Note *note)
    : QObject(face.control), m_option(option), m_face(std::move(face)), m_note(note)
{ }

void Field::load(const settings::Layers &layers)
{
    m_overridden = layers.sourceOf(m_option) >= settings::Source::Environment;
    const QScopedValueRollback loading(m_loading, true);
    m_face.show(m_option.get(m_overridden ? layers.effective() : layers.stored()));
    m_face.control->setEnabled(!m_overridden);
    for (auto *companion : std::as_const(m_face.companions))
        companion->setEnabled(!m_overridden);
    QString setter;
    if (m_overridden) {
        const auto name = layers.overriddenBy(m_option);
        setter = layers.sourceOf(m_option) == settings::Source::CommandLine
            ? tr("Set by %1 on the command line.").arg(name)
            : tr("Set by %1 in the environment.").arg(name);
    }
    m_note->setOverride(setter);
    check();
}

void Field::reset() const
{
    if (!m_overridden)
        m_face.show(m_option.get(settings::defaults()));
}

void Field::write(settings::Settings &settings) const
{
    if (!m_overridden && m_complaint.isEmpty())
        m_option.set(settings, m_face.text());
}

void Field::setHint(const QString &hint)
{
    m_note->setHint(hint);
    m_face.control->setAccessibleDescription(m_note->text());
}

void Field::check()
{
    m_complaint.clear();
    if (!m_overridden && m_face.complaint)
        m_complaint = m_face.complaint();
    if (!m_overridden && m_complaint.isEmpty()) {
        auto scratch = settings::defaults();
        m_complaint = asSentence(m_option.set(scratch, m_face.text()));
    }
    m_note->setWarning(m_complaint);
    m_face.control->setAccessibleDescription(m_note->text());
    if (!m_loading)
        Q_EMIT edited();
}

} // namespace ui::forms
