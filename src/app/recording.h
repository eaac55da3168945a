#pragma once

#include "journal/journal.h"
#include "journal/writer.h"
#include "settings/settings.h"

#include <QObject>

namespace app {

// The journal and the store it is written into. Outlives stops of the server.
class Recording : public QObject
{
    Q_OBJECT

public:
    explicit Recording(const settings::Settings &settings, QObject *parent = nullptr);

    journal::Journal &journal() { return m_journal; }
    void apply(const settings::Log &settings);
    // Whether details are of use to somebody who watches.
    void setWatched(bool watched);
    // Forgets everything, on disk too. cleared() follows.
    void clear();

Q_SIGNALS:
    // Something about the store that the user should know. A sentence.
    void notice(const QString &sentence);
    void cleared();

private:
    void decideDetails();

    settings::Log m_settings;
    journal::Journal m_journal;
    journal::Writer m_writer;
    bool m_watched = false;
};

} // namespace app
