#include "app/recording.h"

#include "app/folders.h"
#include "app/log.h"

namespace app {

Recording::Recording(const settings::Settings &settings, QObject *parent)
    : QObject(parent), m_settings(settings.log), m_writer(storePath(settings.demo), m_settings.keepDays,
                                                     m_settings.bodies == settings::KeepBodies::Store)
{
    connect(&m_journal, &journal::Journal::added, &m_writer, &journal::Writer::add);
    connect(&m_journal, &journal::Journal::added, this,
        [](const journal::Record &record) { logRequest(record); });
    connect(&m_writer, &journal::Writer::notice, this, [this](const QString &sentence) {
        qCWarning(lcRelay, "%s", qPrintable(sentence));
        Q_EMIT notice(sentence);
    });
    connect(&m_writer, &journal::Writer::cleared, this, &Recording::cleared);
    decideDetails();
}

void Recording::apply(const settings::Log &settings)
{
    if (settings.level != m_settings.level) // what was set beside the file stays else
        setLogLevel(settings.level);
    setLogFormat(settings.format);
    m_settings = settings;
    m_writer.setKeep(settings.keepDays, settings.bodies == settings::KeepBodies::Store);
    decideDetails();
}

void Recording::setWatched(bool watched)
{
    m_watched = watched;
    m_journal.setWatched(watched);
    decideDetails();
}

void Recording::decideDetails()
{
    using settings::KeepBodies;
    m_journal.keepDetails(
        m_settings.bodies == KeepBodies::Store || (m_settings.bodies == KeepBodies::Memory && m_watched));
}

void Recording::clear()
{
    m_journal.clear();
    m_writer.clear();
}

} // namespace app
