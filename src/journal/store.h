#pragma once

#include "base/expected.h"
#include "journal/details.h"
#include "journal/record.h"

#include <QDate>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>

// The journal on disk: one SQLite file in WAL mode, which several processes may use at once. docs of the tables are in
// schema.cpp.
namespace journal {

// What was used in one day by one model.
struct DayUsage
{
    QDate day; // local time
    QByteArray model;
    qint64 requests = 0;
    qint64 failed = 0;
    chat::Usage usage;
    double costUsd = 0;
    bool operator==(const DayUsage &) const = default;
};

struct StoredRequest
{
    const Record *record = nullptr;
    const Details *details = nullptr; // may be null
};

// One connection to the store. Blocks, so it belongs in a thread of its own, in which it stays.
class Store
{
public:
    enum class Access { ReadWrite, ReadOnly };

    // Makes the file, its folder and its tables when they are missing, and brings older tables up to date. A file
    // that is no store (any more) is set aside as FILE.damaged-DATE; `notice` then says so. The error is a sentence.
    static base::Expected<std::unique_ptr<Store>, QString> open(
        const QString &path, Access access, QString *notice = nullptr);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    // All of them, in one transaction. A sentence when they can't be written; then none is.
    QString add(std::span<const StoredRequest> requests);
    // The newest `most` before `number` (0: of all), newest first.
    QList<Record> newest(int most, qint64 before = 0);
    std::optional<Details> details(qint64 number);
    // By day and model, oldest first, from `from` on.
    QList<DayUsage> usage(QDate from);
    qint64 count();
    // Older than that many days; gives how many.
    qint64 removeOlderThan(int days);
    void clear();

private:
    struct Private;
    explicit Store(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace journal
