#include "journal/store.h"

#include "journal/details_blob.h"
#include "journal/row.h"
#include "journal/schema.h"

#include <QSqlError>
#include <QVariant>

#include <limits>
#include <map>

using namespace Qt::StringLiterals;

namespace journal {

using base::Unexpected;

// Those that are used often, prepared at the first time.
struct Store::Statements
{
    row::Reader rows;
    std::optional<QSqlQuery> insert;
    std::optional<QSqlQuery> insertBody;
    std::optional<QSqlQuery> newest;
};

Store::Store(std::unique_ptr<Database> database, qint64 version)
    : m_database(std::move(database)), m_statements(std::make_unique<Statements>()), m_version(version)
{ }

Store::~Store() = default;

StoreResult<std::unique_ptr<Store>> Store::open(const QString &path, Access access, QString *notice)
{
    const auto file = store_file::idOf(path);
    auto store = openAsIs(path, access);
    if (store || access == Access::ReadOnly || store.error().kind != StoreProblem::Kind::Damaged)
        return store;
    const auto sentence = store_file::setAside(path, file);
    if (notice)
        *notice = sentence;
    return openAsIs(path, access);
}

StoreResult<std::unique_ptr<Store>> Store::openAsIs(const QString &path, Access access)
{
    auto database = Database::open(path, access);
    if (!database)
        return Unexpected{database.error()};
    const auto version = schema::bringUpToDate(**database, access);
    if (!version)
        return Unexpected{version.error()};
    return std::unique_ptr<Store>(new Store(std::move(*database), *version));
}

bool Store::isCurrent() const
{
    return m_database->isCurrent();
}

QString Store::setAside(std::unique_ptr<Store> store)
{
    const auto path = store->m_database->path();
    const auto file = store->m_database->file();
    store.reset();
    return store_file::setAside(path, file);
}

StoreProblem Store::problem(const QSqlQuery &query) const
{
    return m_database->problem(query.lastError());
}

std::optional<StoreProblem> Store::prepare(std::optional<QSqlQuery> &statement, const QString &sql)
{
    if (statement)
        return {};
    auto prepared = m_database->prepare(sql);
    if (!prepared)
        return prepared.error();
    statement = std::move(*prepared);
    return {};
}

std::optional<StoreProblem> Store::add(std::span<const StoredRequest> requests)
{
    auto &insert = m_statements->insert;
    auto &insertBody = m_statements->insertBody;
    if (auto failure = prepare(insert, row::insertStatement()))
        return failure;
    if (auto failure = prepare(insertBody, u"INSERT OR REPLACE INTO bodies VALUES (?, ?)"_s))
        return failure;
    return m_database->inTransaction([&, this]() -> std::optional<StoreProblem> {
        const auto last = lastPosition();
        if (!last)
            return last.error();
        // Grows on when the table was emptied, for those who go on from a position.
        constexpr auto Most = std::numeric_limits<qint64>::max();
        qint64 position = std::max(std::min(*last, Most - qint64(requests.size()) - 1) + 1, nextNumber());
        for (const auto &request : requests) {
            row::bind(*insert, *request.record, position++);
            if (!insert->exec())
                return problem(*insert);
            if (!request.details)
                continue;
            insertBody->bindValue(0, request.record->number);
            insertBody->bindValue(1, toBlob(*request.details));
            if (!insertBody->exec())
                return problem(*insertBody);
        }
        return {};
    });
}

StoreResult<QList<Record>> Store::newest(int most, qint64 before)
{
    auto &select = m_statements->newest;
    if (auto failure = prepare(
            select, row::selectStatement(m_version) + u" WHERE number < ? ORDER BY number DESC LIMIT ?"_s))
        return Unexpected{*failure};
    select->bindValue(0, before > 0 ? before : std::numeric_limits<qint64>::max());
    select->bindValue(1, most);
    if (!select->exec())
        return Unexpected{problem(*select)};
    QList<Record> records;
    while (select->next())
        records.append(m_statements->rows.read(*select));
    if (select->lastError().isValid())
        return Unexpected{problem(*select)};
    select->finish();
    return records;
}

StoreResult<Arrivals> Store::arrivedAfter(qint64 position, int most)
{
    auto select = m_database->prepare(
        row::selectStatement(m_version) + u" WHERE position > ? ORDER BY position LIMIT ?"_s);
    if (!select)
        return Unexpected{select.error()};
    select->bindValue(0, position);
    select->bindValue(1, most);
    if (!select->exec())
        return Unexpected{problem(*select)};
    Arrivals arrivals{.position = position};
    while (select->next()) {
        arrivals.records.append(m_statements->rows.read(*select));
        arrivals.position = row::position(*select);
    }
    if (select->lastError().isValid())
        return Unexpected{problem(*select)};
    return arrivals;
}

StoreResult<qint64> Store::lastPosition()
{
    return m_database->number(u"SELECT MAX(position) FROM requests"_s);
}

StoreResult<std::optional<Details>> Store::details(qint64 number)
{
    if (m_version < 2)
        return std::optional<Details>();
    auto select = m_database->prepare(u"SELECT details FROM bodies WHERE number = ?"_s);
    if (!select)
        return Unexpected{select.error()};
    select->bindValue(0, number);
    if (!select->exec())
        return Unexpected{problem(*select)};
    if (select->next())
        return fromBlob(select->value(0).toByteArray());
    if (select->lastError().isValid())
        return Unexpected{problem(*select)};
    return std::optional<Details>();
}

StoreResult<QList<DayUsage>> Store::usage(QDate from)
{
    auto select = m_database->prepare(
        u"SELECT day, CAST(model AS BLOB), CAST(asked_model AS BLOB), COUNT(*),"
        " SUM(error IS NOT NULL AND error <> 'cancelled' AND status <> %1),"
        " TOTAL(input), TOTAL(cache_read), TOTAL(cache_write), TOTAL(output), TOTAL(reasoning), TOTAL(cost)"
        " FROM requests WHERE day >= ? GROUP BY day, model, asked_model"_s.arg(ClientLeft));
    if (!select)
        return Unexpected{select.error()};
    select->bindValue(0, from.toJulianDay());
    if (!select->exec())
        return Unexpected{problem(*select)};
    std::map<std::pair<QDate, QByteArray>, DayUsage> days;
    while (select->next()) {
        const auto integer = [&select](int column) { return select->value(column).toLongLong(); };
        const auto day = QDate::fromJulianDay(integer(0));
        auto model = select->value(1).toByteArray();
        if (model.isEmpty())
            model = select->value(2).toByteArray();
        auto &sum = days[{day, model}];
        sum.day = day;
        sum.model = model;
        sum.requests += integer(3);
        sum.failed += integer(4);
        sum.usage += row::usageFrom(*select, 5);
        sum.costUsd += select->value(10).toDouble();
    }
    if (select->lastError().isValid())
        return Unexpected{problem(*select)};
    QList<DayUsage> list;
    for (auto &[key, sum] : days)
        list.append(std::move(sum));
    return list;
}

StoreResult<QList<KeyUsage>> Store::usageByKey(QDate from)
{
    if (m_version < 3)
        return QList<KeyUsage>();
    auto select = m_database->prepare(
        u"SELECT CAST(key AS BLOB) AS name, COUNT(*),"
        " SUM(error IS NOT NULL AND error <> 'cancelled' AND status <> %1),"
        " TOTAL(input), TOTAL(cache_read), TOTAL(cache_write), TOTAL(output), TOTAL(reasoning), TOTAL(cost)"
        " FROM requests WHERE day >= ? AND key <> '' GROUP BY name ORDER BY name"_s.arg(ClientLeft));
    if (!select)
        return Unexpected{select.error()};
    select->bindValue(0, from.toJulianDay());
    if (!select->exec())
        return Unexpected{problem(*select)};
    QList<KeyUsage> list;
    while (select->next()) {
        const auto integer = [&select](int column) { return select->value(column).toLongLong(); };
        list.append({.key = select->value(0).toByteArray(),
            .requests = integer(1),
            .failed = integer(2),
            .usage = row::usageFrom(*select, 3),
            .costUsd = select->value(8).toDouble()});
    }
    if (select->lastError().isValid())
        return Unexpected{problem(*select)};
    return list;
}

StoreResult<qint64> Store::count()
{
    return m_database->number(u"SELECT COUNT(*) FROM requests"_s);
}

StoreResult<qint64> Store::removeBefore(qint64 number, int most)
{
    qint64 removed = 0;
    auto failure = m_database->inTransaction([&, this]() -> std::optional<StoreProblem> {
        // The numbers of what goes: from the lowest up to, without, this one.
        const auto end = m_database->number(
            u"SELECT MAX(number) + 1 FROM (SELECT number FROM requests WHERE number < %1 ORDER BY number LIMIT %2)"_s
                .arg(number)
                .arg(most));
        if (!end)
            return end.error();
        if (auto problem = m_database->run(u"DELETE FROM requests WHERE number < %1"_s.arg(*end)))
            return problem;
        const auto changes = m_database->number(u"SELECT changes()"_s);
        if (!changes)
            return changes.error();
        removed = *changes;
        return m_database->run(u"DELETE FROM bodies WHERE number < %1"_s.arg(removed > 0 ? *end : number));
    });
    if (failure)
        return Unexpected{*failure};
    return removed;
}

StoreResult<qint64> Store::freePages()
{
    return m_database->number(u"PRAGMA freelist_count"_s);
}

StoreResult<qint64> Store::reclaim(int pages)
{
    // Frees a page in each step, and Qt's driver goes only the first step of what has no columns.
    auto vacuum = m_database->prepare(u"PRAGMA incremental_vacuum(1)"_s);
    if (!vacuum)
        return Unexpected{vacuum.error()};
    const auto free = freePages();
    if (!free || *free == 0)
        return free;
    const auto failure = m_database->inTransaction([&, this]() -> std::optional<StoreProblem> {
        for (qint64 page = std::min<qint64>(pages, *free); page > 0; --page) {
            if (!vacuum->exec())
                return problem(*vacuum);
        }
        vacuum->finish();
        return {};
    });
    if (failure)
        return Unexpected{*failure};
    return freePages();
}

std::optional<StoreProblem> Store::emptyWal()
{
    const auto busy = m_database->number(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    if (!busy)
        return busy.error();
    if (*busy != 0)
        return StoreProblem{StoreProblem::Kind::Busy,
            u"The request log %1 is held by another program."_s.arg(m_database->path())};
    return {};
}

std::optional<StoreProblem> Store::check()
{
    auto query = m_database->prepare(u"PRAGMA quick_check('requests')"_s);
    if (!query)
        return query.error();
    if (!query->exec())
        return problem(*query);
    if (query->next() && query->value(0).toString() == "ok"_L1)
        return {};
    return StoreProblem{
        StoreProblem::Kind::Damaged, u"The request log %1 is damaged."_s.arg(m_database->path())};
}

} // namespace journal
