#pragma once

#include "journal/details.h"
#include "journal/record.h"
#include "journal/waiting.h"

#include <QObject>
#include <QThread>

#include <atomic>

namespace journal {

// Writes what has ended into the store, in batches, in a thread of its own: what ended more than a second ago is on
// disk, whatever kills the program. While the store can't be written it says so once, keeps some of what comes, and
// tries again now and then.
class Writer : public QObject
{
    Q_OBJECT

public:
    // `bodies`: write details too. Older requests than `keepDays` are removed at the start and once a day.
    Writer(QString path, int keepDays, bool bodies, QObject *parent = nullptr);
    // Writes what still waits; blocks for that.
    ~Writer() override;

    // Takes copies. `details` may be null.
    void add(const journal::Record &record, const journal::Details *details);
    void setKeep(int days, bool bodies);
    // Removes everything from the store, and what damaged ones were set aside. cleared() follows, or notice() when it
    // can't be done.
    void clear();

Q_SIGNALS:
    // Something that the user should know: the store was damaged and set aside, or can't be written. A sentence or
    // two.
    void notice(const QString &sentence);
    void cleared();
    // The last add() is on disk.
    void written();

private:
    struct Worker;

    Waiting m_waiting;
    std::atomic<bool> m_hurried = false; // the worker is told to write at once
    bool m_bodies = false;
    QThread m_thread;
    Worker *m_worker; // lives in the thread
};

} // namespace journal
