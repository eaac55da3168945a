#include "journal/row.h"

#include "base/json.h"
#include "journal/names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>
#include <QVariant>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace journal::row {

namespace {

enum Column {
    Number,
    Position,
    Day,
    Received,
    Id,
    Client,
    Endpoint,
    AskedModel,
    Model,
    Streamed,
    Choices,
    Status,
    ErrorName,
    ErrorMessage,
    ErrorParam,
    ErrorParameter,
    RetryAfter,
    Session,
    Taken,
    FirstDelta,
    StopReason,
    Duration,
    Input,
    CacheRead,
    CacheWrite,
    Output,
    Reasoning,
    Cost,
    Honoured,
    Ignored,
    Key,
    Tools,
    Folder,
};

struct Definition
{
    QLatin1StringView name;
    // Goes in and out as the bytes that it is, for the driver would make UTF-16 of it.
    bool text = false;
    qint64 since = 1; // version of the tables
};

constexpr Definition columns[] = {
    {"number"_L1},
    {"position"_L1},
    {"day"_L1},
    {"received"_L1},
    {"id"_L1, true},
    {"client"_L1, true},
    {"endpoint"_L1, true},
    {"asked_model"_L1, true},
    {"model"_L1, true},
    {"streamed"_L1},
    {"choices"_L1},
    {"status"_L1},
    {"error"_L1, true},
    {"error_message"_L1, true},
    {"error_param"_L1, true},
    {"error_parameter"_L1, true},
    {"retry_after"_L1},
    {"session"_L1, true},
    {"taken"_L1},
    {"first_delta"_L1},
    {"stop_reason"_L1, true},
    {"duration"_L1},
    {"input"_L1},
    {"cache_read"_L1},
    {"cache_write"_L1},
    {"output"_L1},
    {"reasoning"_L1},
    {"cost"_L1},
    {"honoured"_L1, true},
    {"ignored"_L1, true},
    {"key"_L1, true, 3},
    {"tools"_L1, true, 3},
    {"folder"_L1, true, 3},
};
static_assert(std::size(columns) == Folder + 1);

QVariant optional(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? QVariant(qint64(time->count())) : QVariant();
}

template<typename Value> QVariant optionalName(const std::optional<Value> &value)
{
    return value ? QVariant(nameOf(*value).toByteArray()) : QVariant();
}

QVariant json(const QByteArrayList &list)
{
    if (list.isEmpty())
        return {};
    QByteArray out;
    base::json::Writer writer(out);
    writer.beginArray();
    for (const auto &item : list)
        writer.string(item);
    writer.endArray();
    return out;
}

std::optional<std::chrono::milliseconds> time(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(std::chrono::milliseconds(value.toLongLong()));
}

} // namespace

QString insertStatement()
{
    QStringList names;
    QStringList places;
    for (const auto &column : columns) {
        names.append(column.name);
        places.append(column.text ? u"CAST(? AS TEXT)"_s : u"?"_s);
    }
    return u"INSERT OR REPLACE INTO requests (%1) VALUES (%2)"_s.arg(names.join(u','), places.join(u','));
}

QString selectStatement(qint64 version)
{
    QStringList names;
    for (const auto &column : columns) {
        if (column.since > version)
            names.append(u"NULL"_s);
        else
            names.append(column.text ? u"CAST(%1 AS BLOB)"_s.arg(column.name) : QString(column.name));
    }
    return u"SELECT %1 FROM requests"_s.arg(names.join(u','));
}

qint64 position(const QSqlQuery &select)
{
    return select.value(Position).toLongLong();
}

chat::Usage usageFrom(const QSqlQuery &select, int first)
{
    const auto tokens = [&select](int column) {
        constexpr double Most = 1e15;
        const double value = select.value(column).toDouble();
        return value > 0 ? qint64(std::min(value, Most)) : 0; // a text may be nan
    };
    return {.input = tokens(first),
        .cacheRead = tokens(first + 1),
        .cacheWrite = tokens(first + 2),
        .output = tokens(first + 3),
        .reasoning = tokens(first + 4)};
}

void bind(QSqlQuery &insert, const Record &record, qint64 position)
{
    const auto &error = record.error;
    insert.bindValue(Number, record.number);
    insert.bindValue(Position, position);
    insert.bindValue(Day, record.received.toLocalTime().date().toJulianDay());
    insert.bindValue(Received, record.received.toMSecsSinceEpoch());
    insert.bindValue(Id, record.id);
    insert.bindValue(Client, record.client);
    insert.bindValue(Endpoint, record.endpoint);
    insert.bindValue(AskedModel, record.askedModel);
    insert.bindValue(Model, record.model);
    insert.bindValue(Streamed, record.streamed);
    insert.bindValue(Choices, record.choices);
    insert.bindValue(Status, record.status);
    insert.bindValue(ErrorName, error ? QVariant(nameOf(error->kind).toByteArray()) : QVariant());
    insert.bindValue(ErrorMessage, error ? QVariant(error->message) : QVariant());
    insert.bindValue(ErrorParam, error ? QVariant(error->param) : QVariant());
    insert.bindValue(ErrorParameter, error ? optionalName(error->parameter) : QVariant());
    insert.bindValue(
        RetryAfter, error && error->retryAfter ? QVariant(qint64(error->retryAfter->count())) : QVariant());
    insert.bindValue(Session, nameOf(record.session).toByteArray());
    insert.bindValue(Taken, optional(record.taken));
    insert.bindValue(FirstDelta, optional(record.firstDelta));
    insert.bindValue(StopReason, optionalName(record.stopReason));
    insert.bindValue(Duration, qint64(record.duration.count()));
    insert.bindValue(Input, record.usage.input);
    insert.bindValue(CacheRead, record.usage.cacheRead);
    insert.bindValue(CacheWrite, record.usage.cacheWrite);
    insert.bindValue(Output, record.usage.output);
    insert.bindValue(Reasoning, record.usage.reasoning);
    insert.bindValue(Cost, std::isfinite(record.costUsd) ? record.costUsd : 0);
    insert.bindValue(Honoured, json(record.honoured));
    insert.bindValue(Ignored, json(record.ignored));
    insert.bindValue(Key, record.key);
    insert.bindValue(
        Tools, record.tools ? QVariant(settings::nameOf(*record.tools).toByteArray()) : QVariant());
    insert.bindValue(Folder, record.folder.toUtf8());
}

Record Reader::read(const QSqlQuery &select)
{
    const auto integer = [&select](Column column) { return select.value(column).toLongLong(); };
    const auto bytes = [&select](Column column) { return select.value(column).toByteArray(); };
    Record record;
    record.number = integer(Number);
    record.received = QDateTime::fromMSecsSinceEpoch(integer(Received)).toUTC();
    record.id = bytes(Id);
    record.client = shared(bytes(Client));
    record.endpoint = shared(bytes(Endpoint));
    record.askedModel = shared(bytes(AskedModel));
    record.model = shared(bytes(Model));
    record.streamed = integer(Streamed) != 0;
    record.choices = int(integer(Choices));
    record.status = int(integer(Status));
    if (const auto name = select.value(ErrorName); !name.isNull()) {
        auto &error = record.error.emplace();
        error.kind = fromName<chat::ErrorKind>(name.toByteArray()).value_or(error.kind);
        error.message = shared(bytes(ErrorMessage));
        error.param = shared(bytes(ErrorParam));
        error.parameter = fromName<chat::Parameter>(bytes(ErrorParameter));
        if (const auto seconds = select.value(RetryAfter); !seconds.isNull())
            error.retryAfter = std::chrono::seconds(seconds.toLongLong());
    }
    record.session = fromName<SessionKind>(bytes(Session)).value_or(SessionKind::None);
    record.taken = time(select.value(Taken));
    record.firstDelta = time(select.value(FirstDelta));
    record.stopReason = fromName<chat::StopReason>(bytes(StopReason));
    record.duration = std::chrono::milliseconds(integer(Duration));
    record.usage = usageFrom(select, Input);
    record.costUsd = select.value(Cost).toDouble();
    record.honoured = list(bytes(Honoured));
    record.ignored = list(bytes(Ignored));
    record.key = shared(bytes(Key));
    record.tools = settings::toolsNamed(bytes(Tools));
    record.folder = folder(bytes(Folder));
    return record;
}

QByteArray Reader::shared(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    return *m_texts.insert(text);
}

QString Reader::folder(const QByteArray &utf8)
{
    if (utf8.isEmpty())
        return {};
    auto &text = m_folders[utf8];
    if (text.isEmpty())
        text = QString::fromUtf8(utf8);
    return text;
}

QByteArrayList Reader::list(const QByteArray &json)
{
    if (json.isEmpty())
        return {};
    const auto found = m_lists.constFind(json);
    if (found != m_lists.constEnd())
        return *found;
    QByteArrayList items;
    const auto array = QJsonDocument::fromJson(json).array();
    for (const auto &item : array)
        items.append(item.toString().toUtf8());
    return *m_lists.insert(json, items);
}

} // namespace journal::row
