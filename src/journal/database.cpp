#include "journal/database.h"

#include <QFileInfo>
#include <QSqlError>

#include <atomic>

using namespace Qt::StringLiterals;

namespace journal {

namespace {

// Codes of https://www.sqlite.org/rescode.html
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADatabase = 26
};

StoreProblem unusable(const QString &path, const QString &why)
{
    return {StoreProblem::Kind::Unusable, u"The request log %1 can't be used: %2."_s.arg(path, why)};
}

} // namespace

Database::Database(QString path, QString connection)
    : m_path(std::move(path)), m_connection(std::move(connection))
{ }

StoreResult<std::unique_ptr<Database>> Database::open(const QString &path, Access access)
{
    using base::Unexpected;
    const bool writes = access == Access::ReadWrite;
    if (writes) {
        if (const auto error = store_file::make(path); !error.isEmpty())
            return Unexpected{unusable(path, error)};
    } else if (!QFileInfo::exists(path)) {
        return Unexpected{StoreProblem{StoreProblem::Kind::Missing, u"There is no request log yet."_s}};
    }

    static std::atomic<int> count = 0;
    std::unique_ptr<Database> database(new Database(path, u"journal-%1"_s.arg(++count)));
    database->m_file = store_file::idOf(path);
    auto connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, database->m_connection);
    if (!connection.isValid())
        return Unexpected{unusable(path, u"Qt's driver for SQLite is not installed"_s)};
    connection.setDatabaseName(path);
    connection.setConnectOptions(
        writes ? u"QSQLITE_BUSY_TIMEOUT=5000"_s : u"QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY"_s);
    if (!connection.open())
        return Unexpected{database->problem(connection.lastError())};
    if (!writes)
        return database;
    if (QFileInfo(path).size() == 0) { // later it can't be changed
        if (auto problem = database->run(u"PRAGMA auto_vacuum = INCREMENTAL"_s))
            return Unexpected{std::move(*problem)};
    }
    for (const auto &pragma : {
             u"PRAGMA journal_mode = WAL"_s,
             u"PRAGMA synchronous = NORMAL"_s,
             u"PRAGMA journal_size_limit = 4194304"_s,
             u"PRAGMA secure_delete = ON"_s,
         }) {
        if (auto problem = database->run(pragma))
            return Unexpected{std::move(*problem)};
    }
    return database;
}

Database::~Database()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

bool Database::isCurrent() const
{
    return store_file::idOf(m_path) == m_file;
}

StoreResult<QSqlQuery> Database::prepare(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return base::Unexpected{problem(query.lastError())};
    return query;
}

std::optional<StoreProblem> Database::run(const QString &sql)
{
    auto query = prepare(sql);
    if (!query)
        return query.error();
    if (query->exec())
        return {};
    return problem(query->lastError());
}

StoreResult<qint64> Database::number(const QString &sql)
{
    auto query = prepare(sql);
    if (!query)
        return base::Unexpected{query.error()};
    if (!query->exec())
        return base::Unexpected{problem(query->lastError())};
    const bool found = query->next();
    if (!found && query->lastError().isValid())
        return base::Unexpected{problem(query->lastError())};
    return found ? query->value(0).toLongLong() : 0;
}

StoreProblem Database::problem(const QSqlError &error) const
{
    using Kind = StoreProblem::Kind;
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Busy:
    case Locked:
        return {Kind::Busy, u"The request log %1 is held by another program."_s.arg(m_path)};
    case Corrupt:
    case NotADatabase:
        return {Kind::Damaged, u"The request log %1 is damaged."_s.arg(m_path)};
    case ReadOnly:
        return unusable(m_path, u"it may not be written"_s);
    case Full:
        return unusable(m_path, u"the disk is full"_s);
    case CantOpen:
        return unusable(m_path, u"it can't be opened"_s);
    default:
        return unusable(m_path, error.databaseText());
    }
}

} // namespace journal
