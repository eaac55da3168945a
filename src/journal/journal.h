#pragma once

#include "journal/details.h"
#include "journal/entry.h"
#include "journal/metrics.h"
#include "journal/record.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace journal {

// A request on its way, as the journal asks for it. Who makes one tells the journal of its beginning, its changes and
// its end.
class Running
{
public:
    virtual ~Running() = default;
    virtual Entry entry() const = 0;
    // Null when none are kept.
    virtual const Details *details() const = 0;
    // The user wants it to end. Its client gets an error.
    virtual void cancel() = 0;

private:
    friend class Journal;
    bool m_touched = false; // since changes were told last
};

// What becomes of all requests since the start of the program: knows those on their way, tells of their changes at
// most 20 times a second, and remembers the last ones. Lives in the relay's thread and outlives stops of the server.
class Journal : public QObject
{
    Q_OBJECT

public:
    struct Totals
    {
        qint64 requests = 0; // questions that have ended
        qint64 failed = 0; // with an error, by whomever's fault
        qint64 cancelled = 0; // by the client or the user
        chat::Usage usage;
        double costUsd = 0;
    };

    explicit Journal(QObject *parent = nullptr);
    ~Journal() override;

    // Whether somebody watches; without that changed() is never emitted, and details are not kept in memory.
    void setWatched(bool watched);
    // Whether requests are to gather details.
    bool wantsDetails() const { return m_keepDetails; }
    void keepDetails(bool keep);

    // `request` must tell its end before it is gone.
    void began(Running *request);
    // Something about it has changed. Cheap.
    void touch(Running *request)
    {
        if (m_watched && !request->m_touched)
            note(request);
    }
    void ended(Running *request, const Record &record, std::unique_ptr<Details> details);
    // One that has ended as it came.
    void add(const Record &record, std::unique_ptr<Details> details = {});

    const Totals &totals() const { return m_totals; }
    const Metrics &metrics() const { return m_metrics; }

    // Emits changed() with all that is running and the last that have ended.
    void tellAll();
    // Tells the details of this request now, and of a running one again as they grow; none with no number.
    void watch(std::optional<qint64> number);
    // False when it does not run any more.
    bool cancel(qint64 number);
    // Forgets the ended ones and their details.
    void clear();

Q_SIGNALS:
    // A request has ended. The details are null when none were gathered; they live until all receivers in this thread
    // have returned.
    void added(const journal::Record &record, const journal::Details *details);
    // The state of what has changed since the last time, at most 20 times a second.
    void changed(const QList<journal::Entry> &entries);
    // Answers watch(); empty when nothing is known of it (any more).
    void detailsChanged(qint64 number, const std::optional<journal::Details> &details);

private:
    struct Ended
    {
        Entry entry;
        std::unique_ptr<Details> details;
        qsizetype size = 0; // of the details
    };

    void note(Running *request);
    void remember(const Record &record, std::unique_ptr<Details> details);
    void forgetDetails();
    void tellChanges();
    void tellDetails(qint64 number);
    Running *runningOf(qint64 number) const;

    Totals m_totals;
    Metrics m_metrics;
    std::vector<Running *> m_running; // in the order they came
    QList<Entry> m_news; // ended since the last time
    std::deque<Ended> m_ended;
    qsizetype m_detailsSize = 0;
    std::optional<qint64> m_watchedRequest;
    QTimer m_pause; // running: changes wait
    bool m_watched = false;
    bool m_keepDetails = false;
};

} // namespace journal
