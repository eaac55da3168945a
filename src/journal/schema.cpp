#include "journal/schema.h"

#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace journal::schema {

namespace {

constexpr QLatin1StringView requests[] = {
    R"(CREATE TABLE requests (
        number INTEGER PRIMARY KEY,
        position INTEGER NOT NULL,
        day INTEGER NOT NULL,
        received INTEGER NOT NULL,
        id TEXT,
        client TEXT,
        endpoint TEXT,
        asked_model TEXT,
        model TEXT,
        streamed INTEGER NOT NULL,
        choices INTEGER NOT NULL,
        status INTEGER NOT NULL,
        error TEXT,
        error_message TEXT,
        error_param TEXT,
        error_parameter TEXT,
        retry_after INTEGER,
        session TEXT NOT NULL,
        taken INTEGER,
        first_delta INTEGER,
        stop_reason TEXT,
        duration INTEGER NOT NULL,
        input INTEGER NOT NULL,
        cache_read INTEGER NOT NULL,
        cache_write INTEGER NOT NULL,
        output INTEGER NOT NULL,
        reasoning INTEGER NOT NULL,
        cost REAL NOT NULL,
        honoured TEXT,
        ignored TEXT))"_L1,
    "CREATE INDEX requests_position ON requests (position)"_L1,
    // All that the sums by day and model need, so that they read nothing else: a third of the time (measured).
    "CREATE INDEX requests_usage ON requests (day, model, asked_model, error, status, input, cache_read, "
    "cache_write, "
    "output, reasoning, cost)"_L1,
};

constexpr QLatin1StringView bodies[] = {
    "CREATE TABLE bodies (number INTEGER PRIMARY KEY, details BLOB NOT NULL)"_L1,
};

constexpr QLatin1StringView keys[] = {
    "ALTER TABLE requests ADD COLUMN key TEXT"_L1,
    "ALTER TABLE requests ADD COLUMN tools TEXT"_L1,
    "ALTER TABLE requests ADD COLUMN folder TEXT"_L1,
    // The same as before and the key, so that one index serves both sums.
    "DROP INDEX requests_usage"_L1,
    "CREATE INDEX requests_usage ON requests (day, model, asked_model, key, error, status, input, "
    "cache_read, "
    "cache_write, output, reasoning, cost)"_L1,
};

// The step at index i leads from version i to i + 1.
constexpr std::array<std::span<const QLatin1StringView>, 3> steps = {requests, bodies, keys};
constexpr qint64 Newest = qint64(steps.size());

StoreResult<qint64> versionOf(Database &database)
{
    return database.number(u"PRAGMA user_version"_s);
}

StoreProblem tooNew(const Database &database)
{
    return {StoreProblem::Kind::TooNew,
        u"The request log %1 was made by a newer version of claude-relay, so this one leaves it alone."_s.arg(
            database.path())};
}

} // namespace

StoreResult<qint64> bringUpToDate(Database &database, Database::Access access)
{
    auto version = versionOf(database);
    if (!version)
        return version;
    if (*version > Newest)
        return base::Unexpected{tooNew(database)};
    if (access == Database::Access::ReadOnly && *version == 0)
        return base::Unexpected{StoreProblem{StoreProblem::Kind::Missing, u"There is no request log yet."_s}};
    if (access == Database::Access::ReadOnly || *version == Newest)
        return version;
    const auto problem = database.inTransaction([&]() -> std::optional<StoreProblem> {
        version = versionOf(database); // again: another process may have been quicker
        if (!version)
            return version.error();
        for (qint64 step = *version; step < Newest; ++step) {
            for (const auto &statement : steps[size_t(step)]) {
                if (auto failure = database.run(statement))
                    return failure;
            }
        }
        return database.run(u"PRAGMA user_version = %1"_s.arg(std::max(*version, Newest)));
    });
    if (problem)
        return base::Unexpected{*problem};
    return Newest;
}

} // namespace journal::schema
