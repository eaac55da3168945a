#pragma once

#include "base/expected.h"
#include "journal/store_file.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <memory>
#include <optional>

namespace journal {

// Why the store does not do what it is asked.
struct StoreProblem
{
    enum class Kind {
        Missing, // there is no file to read
        Busy, // another process held it for long: try again
        Damaged, // it is no store (any more)
        TooNew, // a newer version of the program made it
        Unusable, // rights, a full disk, no driver for SQLite
    };

    Kind kind = Kind::Unusable;
    QString sentence; // for the user
};

template<typename T> using StoreResult = base::Expected<T, StoreProblem>;

// A connection to an SQLite file, as the store wants it: WAL, several processes at once, and what is deleted is
// overwritten. Stays in the thread that opened it.
class Database
{
public:
    enum class Access { ReadWrite, ReadOnly };

    // For writing, makes the file and its folder when they are missing.
    static StoreResult<std::unique_ptr<Database>> open(const QString &path, Access access);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    const QString &path() const { return m_path; }
    store_file::Id file() const { return m_file; } // that was opened
    // Whether the path still leads to the file that was opened.
    bool isCurrent() const;

    // Reads its rows forward only.
    StoreResult<QSqlQuery> prepare(const QString &sql);
    // Without a problem: none.
    std::optional<StoreProblem> run(const QString &sql);
    // The first value of the answer.
    StoreResult<qint64> number(const QString &sql);
    // Runs `work` in a transaction that holds the right to write from its start; takes back what it did when it
    // gives a problem.
    template<typename Work> std::optional<StoreProblem> inTransaction(Work work)
    {
        auto problem = run(QStringLiteral("BEGIN IMMEDIATE"));
        if (problem)
            return problem;
        problem = work();
        if (!problem)
            problem = run(QStringLiteral("COMMIT"));
        if (problem)
            run(QStringLiteral("ROLLBACK"));
        return problem;
    }

    StoreProblem problem(const QSqlError &error) const;

private:
    Database(QString path, QString connection);

    QString m_path;
    QString m_connection;
    store_file::Id m_file;
};

} // namespace journal
