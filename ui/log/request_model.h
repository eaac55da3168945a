#pragma once

#include "journal/filter.h"
#include "ui/log/formats.h"
#include "ui/log/request_rows.h"
#include "ui/log/texts_pool.h"

#include <QAbstractTableModel>
#include <QSet>

#include <map>
#include <optional>
#include <vector>

namespace ui {

// The requests, those on their way and the latest that have ended, filtered and sorted. Filters and sorts by itself:
// a proxy model takes a quadratic time to remove what a filter leaves out.
class RequestModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int MostEntries = 100'000; // when there are more, the oldest that have ended go

    enum Role {
        OutcomeRole = Qt::UserRole, // int of a journal::Outcome
        NumberRole, // qint64
    };

    // What was used today.
    struct Today
    {
        chat::Usage usage;
        double costUsd = 0;
    };

    // `most` is for tests.
    explicit RequestModel(QObject *parent = nullptr, int most = MostEntries);

    // Takes the present state of requests, new ones and known ones.
    void update(const QList<journal::Entry> &entries);
    // Takes what the store tells; what is known already stays as it is.
    void addStored(const QList<journal::Record> &records);
    void clear();

    // Only those that match are shown, of this outcome if one is given.
    void setFilter(const journal::Filter &filter);
    void setOutcome(std::optional<journal::Outcome> outcome);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    const RequestOrder &order() const { return m_order; }

    // What goes on has grown older.
    void tick();

    qsizetype total() const { return qsizetype(m_entries.size()); }
    qsizetype running() const { return m_running.size(); }
    const QSet<qint64> &runningNumbers() const { return m_running; }
    Today today() const { return m_today; }

    // Null when it is not (any more) in the log, whether or not the filter shows it.
    const journal::Entry *entry(qint64 number) const;
    const journal::Entry &entryAt(int row) const { return *m_rows[size_t(row)]; }
    // -1 when it is not shown.
    int rowOf(qint64 number) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    // What total(), running() and today() tell may be different now.
    void totalsChanged();
    // One of those in the log is different now, whether or not the filter shows it.
    void entryChanged(qint64 number);

private:
    struct Change;
    struct Batch;

    void takeNew(const journal::Entry &entry, Batch &batch);
    void takeChange(const Change &change, Batch &batch);
    void makeRoom(size_t wanted);
    void count(const journal::Record &record);
    void setNow();

    bool isShown(const journal::Entry &entry) const;
    bool standsRight(int row) const;
    void show(Batch &batch);
    void showAnew();
    void hide(std::vector<int> rows);
    void move(RequestRows moved);
    void reveal(RequestRows rows);
    void tellChanged(const RequestRows &changed, int firstColumn = 0);

    const size_t m_most;
    std::map<qint64, journal::Entry> m_entries; // by number
    QSet<qint64> m_running;
    RequestRows m_rows; // what is shown, in order
    RequestOrder m_order;
    TextsPool m_texts;
    journal::Filter m_filter;
    std::optional<journal::Outcome> m_outcome;
    TimeFormat m_times;
    qint64 m_now = 0; // ms since 1970
    Today m_today;
};

} // namespace ui
