#pragma once

#include "journal/database.h"
#include "journal/details.h"
#include "journal/record.h"

#include <QDate>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <span>

// The journal on disk: one SQLite file in WAL mode, which several processes may use at once. schema.h tells of its
// tables.
namespace journal {

// What was used in one day by one model.
struct DayUsage
{
    QDate day; // local time
    QByteArray model; // as the CLI reports it, or what was asked for when it did not
    qint64 requests = 0;
    qint64 failed = 0; // with an error, unless the user cancelled them or their client left
    chat::Usage usage;
    double costUsd = 0;
    bool operator==(const DayUsage &) const = default;
};

// What was used by those who came with one key.
struct KeyUsage
{
    QByteArray key; // its name
    qint64 requests = 0;
    qint64 failed = 0; // as above
    chat::Usage usage;
    double costUsd = 0;
    bool operator==(const KeyUsage &) const = default;
};

struct StoredRequest
{
    const Record *record = nullptr;
    const Details *details = nullptr; // may be null
};

// Some records in the order in which they were written, and the position of the last of them.
struct Arrivals
{
    QList<Record> records;
    qint64 position = 0;
};

// One connection to the store. Blocks, so it belongs in a thread of its own, in which it stays.
class Store
{
public:
    using Access = Database::Access;

    // For writing, makes the file, its folder and its tables when they are missing, and brings older tables up to
    // date. Then a file that is no store (any more) is set aside as FILE.damaged-TIME; `notice` says so.
    static StoreResult<std::unique_ptr<Store>> open(
        const QString &path, Access access, QString *notice = nullptr);
    ~Store();
    Q_DISABLE_COPY_MOVE(Store)

    // Whether the path still leads to the file that was opened; else it has to be opened anew.
    bool isCurrent() const;
    // Closes a file that turned out to be damaged and renames it. A sentence that says so; empty when it can't be done.
    static QString setAside(std::unique_ptr<Store> store);

    // All of them, in one transaction, or none. Replaces those of the same number.
    std::optional<StoreProblem> add(std::span<const StoredRequest> requests);
    // The newest `most` before `number` (0: of all), newest first.
    StoreResult<QList<Record>> newest(int most, qint64 before = 0);
    // At most `most` of those that were written after `position`.
    StoreResult<Arrivals> arrivedAfter(qint64 position, int most);
    // Of the last that was written.
    StoreResult<qint64> lastPosition();
    // Nothing when none were kept.
    StoreResult<std::optional<Details>> details(qint64 number);
    // By day and model, oldest first, from `from` on.
    StoreResult<QList<DayUsage>> usage(QDate from);
    // By key, in the order of their names, from `from` on; without what came with none.
    StoreResult<QList<KeyUsage>> usageByKey(QDate from);
    StoreResult<qint64> count();

    // Removes at most `most` of the requests with lower numbers; gives how many. Nothing of their texts is left in the
    // file, which only reclaim() makes smaller.
    StoreResult<qint64> removeBefore(qint64 number, int most);
    StoreResult<qint64> freePages();
    // Gives up to so many free pages back to the disk; gives how many are still free.
    StoreResult<qint64> reclaim(int pages);
    // Empties the log of what is being written, where texts that were removed may still be.
    std::optional<StoreProblem> emptyWal();
    // Reads the table of requests through. Damaged when it is.
    std::optional<StoreProblem> check();

private:
    struct Statements;
    Store(std::unique_ptr<Database> database, qint64 version);
    static StoreResult<std::unique_ptr<Store>> openAsIs(const QString &path, Access access);
    StoreProblem problem(const QSqlQuery &query) const;
    std::optional<StoreProblem> prepare(std::optional<QSqlQuery> &statement, const QString &sql);

    std::unique_ptr<Database> m_database;
    std::unique_ptr<Statements> m_statements; // go before it
    qint64 m_version = 0; // of the tables
};

} // namespace journal
