#pragma once

#include "journal/details.h"
#include "journal/record.h"

#include <QObject>
#include <QThread>

namespace journal {

// Writes what has ended into the store, in batches, in a thread of its own: what ended more than a second ago is on
// disk, whatever kills the program. Without a store that can be written it says so once and goes on without.
class Writer : public QObject
{
    Q_OBJECT

public:
    // `bodies`: write details too. Older requests than `keepDays` are removed at the start and once a day.
    Writer(QString path, int keepDays, bool bodies, QObject *parent = nullptr);
    // Writes what still waits; blocks for that.
    ~Writer() override;

    void add(const journal::Record &record, const journal::Details *details);
    void setKeep(int days, bool bodies);
    // Removes everything from the store. cleared() follows.
    void clear();

Q_SIGNALS:
    // Something that the user should know: the store was damaged and set aside, or can't be written. A sentence.
    void notice(const QString &sentence);
    void cleared();
    // The last add() is on disk.
    void written();

private:
    struct Worker;
    QThread m_thread;
    Worker *m_worker; // lives in the thread
};

} // namespace journal
