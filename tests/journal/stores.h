#pragma once

#include "journal/store.h"

#include "records.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

// What the store's tests do with it.
namespace stores {

using namespace Qt::StringLiterals;
using journal::Store;
using Access = Store::Access;
using Kind = journal::StoreProblem::Kind;

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline std::unique_ptr<Store> opened(
    const QString &path, Access access = Access::ReadWrite, QString *notice = nullptr)
{
    auto store = Store::open(path, access, notice);
    if (!store)
        qWarning("%s", qPrintable(store.error().sentence));
    return store ? std::move(*store) : nullptr;
}

inline bool add(Store &store, const journal::Record &record, const journal::Details *details = nullptr)
{
    const journal::StoredRequest request{&record, details};
    const auto problem = store.add({&request, 1});
    if (problem)
        qWarning("%s", qPrintable(problem->sentence));
    return !problem;
}

inline bool addMany(Store &store, int count, qint64 first = 1)
{
    const auto now = QDateTime::currentDateTimeUtc();
    QList<journal::Record> records;
    for (int i = 0; i < count; ++i)
        records.append(records::usual(first + i, now.addSecs(60 * (i - count))));
    std::vector<journal::StoredRequest> requests;
    for (const auto &record : records)
        requests.push_back({&record, nullptr});
    return !store.add(requests);
}

// Statements from outside, as another program would.
inline void execute(
    const QString &path, const QStringList &statements, const std::function<void()> &then = [] {})
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"outside"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        for (const auto &statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text() + statement));
            while (query.next()) { }
        }
        then();
    }
    QSqlDatabase::removeDatabase(u"outside"_s);
}

inline QStringList setAsideIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.damaged-*"_s}, QDir::Files);
}

} // namespace stores
