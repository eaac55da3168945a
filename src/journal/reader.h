#pragma once

#include "journal/store.h"

#include <QObject>
#include <QThread>

#include <atomic>

namespace journal {

// Reads the store for a window, in a thread of its own. All calls return at once; the answers are signals. Where there
// is no store yet, the answers are empty.
class Reader : public QObject
{
    Q_OBJECT

public:
    explicit Reader(QString path, QObject *parent = nullptr);
    // Waits for what is being read, at most a chunk.
    ~Reader() override;

    // records() follows several times, newest first, the first time with few so that it comes soon; `last` with the
    // last of at most `most`. Ends a load that is under way.
    void load(int most);
    void loadDetails(qint64 number);
    void loadUsage(QDate from);
    void loadUsageByKey(QDate from);

Q_SIGNALS:
    // Equal texts in them are one in memory.
    void records(const QList<journal::Record> &records, bool last);
    void details(qint64 number, const std::optional<journal::Details> &details);
    void usage(const QList<journal::DayUsage> &days);
    void usageByKey(const QList<journal::KeyUsage> &keys);
    // Instead of an answer. A sentence.
    void failed(const QString &sentence);

private:
    struct Worker;

    std::atomic<int> m_load = 0; // the current one
    QThread m_thread;
    Worker *m_worker; // lives in the thread
};

} // namespace journal
