#pragma once

#include "journal/record.h"

#include <QHash>
#include <QSet>
#include <QSqlQuery>
#include <QString>

// A record as a row of the table `requests`.
namespace journal::row {

// INSERT with a placeholder for each column.
QString insertStatement();
void bind(QSqlQuery &insert, const Record &record, qint64 position);

// SELECT without a condition: then read() reads its rows. `version` is that of the tables; what these do not have yet
// is empty.
QString selectStatement(qint64 version);
qint64 position(const QSqlQuery &select);
// Five columns from `first` on, in the order of chat::Usage. What no model can have used is less: sums do not overflow.
chat::Usage usageFrom(const QSqlQuery &select, int first);

// Reads rows. Equal texts of all its rows are one in memory.
class Reader
{
public:
    Record read(const QSqlQuery &select);

private:
    QByteArray shared(const QByteArray &text);
    QString folder(const QByteArray &utf8);
    QByteArrayList list(const QByteArray &json);

    QSet<QByteArray> m_texts;
    QHash<QByteArray, QString> m_folders;
    QHash<QByteArray, QByteArrayList> m_lists; // by their JSON
};

} // namespace journal::row
