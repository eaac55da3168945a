#include "app/recording.h"

#include "app/log.h"

namespace app {

Recording::Recording(const settings::Settings &settings, QObject *parent)
    : QObject(parent), m_settings(settings.log)
{
    connect(&m_journal, &journal::Journal::added, this,
        [](const journal::Record &record) { qCInfo(lcRelay, "%s", journal::toLine(record).constData()); });
    decideDetails();
}

void Recording::apply(const settings::Log &settings)
{
    m_settings = settings;
    startLog(settings.level);
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
    Q_EMIT cleared();
}

} // namespace app
