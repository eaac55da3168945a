#pragma once

#include "journal/database.h"

// The tables of the store, by version:
//
//     1  requests  a row for each request that has ended: the fields of Record. `number` grows with the time at which
//                  it came, `position` in the order in which they were written; `day` is the Julian day of `received`
//                  in the local time of then. Times are milliseconds, `received` since 1970 in UTC. Enumerations
//                  are names, as in names.h; honoured and ignored are JSON arrays.
//     2  bodies    the details of those that were kept; see details_blob.h
//     3  requests  by which key a request came, and what it was allowed: key, tools, folder
//
// PRAGMA user_version tells which. A version is never changed, only followed by another.
namespace journal::schema {

// Makes what is missing; a file of a newer version is left alone, and that is a problem. For who only reads, changes
// nothing; a file without any tables is Missing. Gives the version.
StoreResult<qint64> bringUpToDate(Database &database, Database::Access access);

} // namespace journal::schema
