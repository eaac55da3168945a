#include "sim/instance.h"

#include "base/json.h"

#include <QList>

#include <algorithm>
#include <array>
#include <utility>

namespace sim {

namespace {

namespace json = base::json;
using json::Status;
using json::Value;
using json::Writer;

constexpr int deepest = 24; // a schema may refer to itself

constexpr std::array formats = {
    std::pair<QByteArrayView, QByteArrayView>{"date-time", "2026-01-01T00:00:00Z"},
    std::pair<QByteArrayView, QByteArrayView>{"date", "2026-01-01"},
    std::pair<QByteArrayView, QByteArrayView>{"time", "00:00:00Z"},
    std::pair<QByteArrayView, QByteArrayView>{"email", "x@example.com"},
    std::pair<QByteArrayView, QByteArrayView>{"uri", "http://example.com/"},
    std::pair<QByteArrayView, QByteArrayView>{"uuid", "00000000-0000-4000-8000-000000000000"},
};

using Members = QList<std::pair<QByteArray, QByteArray>>;

// The members of a JSON object, their values as raw JSON; none when it is no object.
Members members(QByteArrayView object)
{
    Members list;
    json::Reader reader;
    const Status status = reader.object(object, [&](QByteArrayView key, Value value) -> Status {
        auto raw = value.raw();
        if (!raw)
            return base::Unexpected{raw.error()};
        list.emplaceBack(key.toByteArray(), *raw);
        return json::ok();
    });
    return status ? list : Members();
}

QByteArray member(const Members &object, QByteArrayView key)
{
    for (const auto &[name, value] : object) {
        if (QByteArrayView(name) == key)
            return value;
    }
    return {};
}

// The items of a JSON array, as raw JSON, or the one value that is none.
QList<QByteArray> items(const QByteArray &array)
{
    QList<QByteArray> list;
    json::Reader reader;
    const QByteArray document = "{\"v\":" + array + '}';
    const Status status = reader.object(document, [&](QByteArrayView, Value value) -> Status {
        if (!value.is(json::Type::Array)) {
            list.append(array);
            return json::ok();
        }
        return value.array([&](Value item) {
            auto raw = item.raw();
            list.append(raw ? *raw : QByteArray("null"));
            return json::ok();
        });
    });
    return status ? list : QList<QByteArray>();
}

// Without the quotes; what schemas name and refer to needs no unescaping.
QByteArray unquoted(const QByteArray &string)
{
    return string.size() >= 2 && string.startsWith('"') ? string.mid(1, string.size() - 2) : QByteArray();
}

class Builder
{
public:
    explicit Builder(QByteArrayView root) : m_root(root) { }

    QByteArray build(QByteArrayView schema, int depth) const
    {
        const Members keys = members(schema);
        if (depth > deepest)
            return "null";
        if (const QByteArray constant = member(keys, "const"); !constant.isEmpty())
            return constant;
        if (const QList<QByteArray> values = items(member(keys, "enum")); !values.isEmpty())
            return values.first();
        if (const QByteArray reference = unquoted(member(keys, "$ref")); reference.startsWith('#'))
            return build(referred(reference), depth + 1);
        for (const QByteArrayView branches : {"anyOf", "oneOf", "allOf"}) {
            if (const QList<QByteArray> all = items(member(keys, branches)); !all.isEmpty())
                return build(all.first(), depth + 1);
        }
        return ofType(keys, depth);
    }

private:
    QByteArray ofType(const Members &keys, int depth) const
    {
        QByteArray type = unquoted(items(member(keys, "type")).value(0));
        if (type.isEmpty() && !member(keys, "properties").isEmpty())
            type = "object";
        if (type == "object")
            return object(keys, depth);
        if (type == "array")
            return array(keys, depth);
        if (type == "integer" || type == "number")
            return number(keys);
        if (type == "boolean")
            return "true";
        return type == "null" ? QByteArray("null") : string(keys);
    }

    QByteArray referred(const QByteArray &reference) const
    {
        QByteArray schema = m_root.toByteArray();
        for (const QByteArray &step : reference.split('/').mid(1))
            schema = member(members(schema), step);
        return schema;
    }

    QByteArray object(const Members &keys, int depth) const
    {
        const Members properties = members(member(keys, "properties"));
        QList<QByteArray> required;
        for (const QByteArray &name : items(member(keys, "required")))
            required.append(unquoted(name));
        QByteArray out;
        Writer writer(out);
        writer.beginObject();
        for (const auto &[name, schema] : properties) {
            if (required.removeAll(name) > 0)
                writer.key(name).raw(build(schema, depth + 1));
        }
        for (const QByteArray &name : std::as_const(required))
            writer.field(name, "x");
        writer.endObject();
        return out;
    }

    QByteArray array(const Members &keys, int depth) const
    {
        const QByteArray schema = member(keys, "items");
        const QByteArray item = build(schema.isEmpty() ? QByteArray("{}") : schema, depth + 1);
        const qint64 count = qMax(qint64(1), member(keys, "minItems").toLongLong());
        return '[' + QByteArrayList(qMin(count, qint64(100)), item).join(',') + ']';
    }

    static QByteArray number(const Members &keys)
    {
        const QByteArray least = member(keys, "minimum");
        const QByteArray most = member(keys, "maximum");
        if (!least.isEmpty() && least.toDouble() > 1)
            return least;
        return !most.isEmpty() && most.toDouble() < 1 ? most : QByteArray("1");
    }

    static QByteArray string(const Members &keys)
    {
        const QByteArray format = unquoted(member(keys, "format"));
        const auto known = std::find_if(formats.begin(), formats.end(),
            [&](const auto &entry) { return entry.first == QByteArrayView(format); });
        if (known != formats.end())
            return '"' + known->second.toByteArray() + '"';
        const qint64 length = qBound(qint64(1), member(keys, "minLength").toLongLong(), qint64(10'000));
        return '"' + QByteArray(length, 'x') + '"';
    }

    QByteArrayView m_root;
};

} // namespace

QByteArray instanceOf(QByteArrayView schema)
{
    return Builder(schema).build(schema, 0);
}

} // namespace sim
