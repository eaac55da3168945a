#pragma once

#include "journal/store.h"

#include <QObject>
#include <QThread>

namespace journal {

// Reads the store for a window, in a thread of its own. All calls return at once; the answers are signals.
class Reader : public QObject
{
    Q_OBJECT

public:
    explicit Reader(QString path, QObject *parent = nullptr);
    ~Reader() override;

    // records() follows several times, newest first, the first time with few so that it comes soon; `last` with the
    // last of at most `most`.
    void load(int most);
    void loadDetails(qint64 number);
    void loadUsage(QDate from);

Q_SIGNALS:
    void records(const QList<journal::Record> &records, bool last);
    void details(qint64 number, const std::optional<journal::Details> &details);
    void usage(const QList<journal::DayUsage> &days);
    void failed(const QString &sentence);

private:
    struct Worker;
    QThread m_thread;
    Worker *m_worker; // lives in the thread
};

} // namespace journal

Q_DECLARE_METATYPE(journal::Record)
Q_DECLARE_METATYPE(journal::DayUsage)
