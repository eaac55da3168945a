#include "journal/export.h"

#include "base/json.h"
#include "base/overloaded.h"
#include "journal/names.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace journal {

namespace {

using Value = std::variant<std::monostate, qint64, double, bool, QByteArray, QByteArrayList>;

struct Field
{
    QByteArrayView name;
    Value (*get)(const Entry &entry) = nullptr;
};

Value milliseconds(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? Value(qint64(time->count())) : Value();
}

template<typename Get> Value ofError(const Entry &entry, Get get)
{
    return entry.record.error ? get(*entry.record.error) : Value();
}

constexpr Field fields[] = {
    {"number", [](const Entry &e) -> Value { return QByteArray::number(e.record.number); }},
    {"id", [](const Entry &e) -> Value { return e.record.id; }},
    {"received",
        [](const Entry &e) -> Value {
            return e.record.received.toUTC().toString(Qt::ISODateWithMs).toLatin1();
        }},
    {"state", [](const Entry &e) -> Value { return nameOf(e.phase).toByteArray(); }},
    {"client", [](const Entry &e) -> Value { return e.record.client; }},
    {"endpoint", [](const Entry &e) -> Value { return e.record.endpoint; }},
    {"asked_model", [](const Entry &e) -> Value { return e.record.askedModel; }},
    {"model", [](const Entry &e) -> Value { return e.record.model; }},
    {"streamed", [](const Entry &e) -> Value { return e.record.streamed; }},
    {"choices", [](const Entry &e) -> Value { return qint64(e.record.choices); }},
    {"status", [](const Entry &e) { return e.record.status > 0 ? Value(qint64(e.record.status)) : Value(); }},
    {"error",
        [](const Entry &e) {
            return ofError(
                e, [](const chat::Error &error) { return Value(nameOf(error.kind).toByteArray()); });
        }},
    {"error_message",
        [](const Entry &e) {
            return ofError(e, [](const chat::Error &error) { return Value(error.message); });
        }},
    {"error_param",
        [](const Entry &e) {
            return ofError(e, [](const chat::Error &error) { return Value(error.param); });
        }},
    {"retry_after_s",
        [](const Entry &e) {
            return ofError(e, [](const chat::Error &error) {
                return error.retryAfter ? Value(qint64(error.retryAfter->count())) : Value();
            });
        }},
    {"session", [](const Entry &e) -> Value { return nameOf(e.record.session).toByteArray(); }},
    {"taken_ms", [](const Entry &e) { return milliseconds(e.record.taken); }},
    {"first_delta_ms", [](const Entry &e) { return milliseconds(e.record.firstDelta); }},
    {"stop_reason",
        [](const Entry &e) {
            return e.record.stopReason ? Value(nameOf(*e.record.stopReason).toByteArray()) : Value();
        }},
    {"duration_ms",
        [](const Entry &e) {
            return e.phase == Entry::Phase::Ended ? milliseconds(e.record.duration) : Value();
        }},
    {"input_tokens", [](const Entry &e) -> Value { return e.record.usage.input; }},
    {"cache_read_tokens", [](const Entry &e) -> Value { return e.record.usage.cacheRead; }},
    {"cache_write_tokens", [](const Entry &e) -> Value { return e.record.usage.cacheWrite; }},
    {"output_tokens", [](const Entry &e) -> Value { return e.record.usage.output; }},
    {"reasoning_tokens", [](const Entry &e) -> Value { return e.record.usage.reasoning; }},
    {"cost_usd", [](const Entry &e) -> Value { return e.record.costUsd; }},
    {"honoured", [](const Entry &e) -> Value { return e.record.honoured; }},
    {"ignored", [](const Entry &e) -> Value { return e.record.ignored; }},
    {"key", [](const Entry &e) -> Value { return e.record.key; }},
    {"tools",
        [](const Entry &e) {
            return e.record.tools ? Value(settings::nameOf(*e.record.tools).toByteArray()) : Value();
        }},
    {"folder", [](const Entry &e) -> Value { return e.record.folder.toUtf8(); }},
};

QByteArray shortest(double value)
{
    QByteArray out;
    base::json::Writer(out).number(value);
    return out;
}

void writeJson(base::json::Writer &writer, const Value &value)
{
    std::visit(base::Overloaded{
                   [&](std::monostate) { writer.null(); },
                   [&](qint64 number) { writer.integer(number); },
                   [&](double number) { writer.number(number); },
                   [&](bool is) { writer.boolean(is); },
                   [&](const QByteArray &text) { writer.string(text); },
                   [&](const QByteArrayList &list) {
                       writer.beginArray();
                       for (const auto &item : list)
                           writer.string(item);
                       writer.endArray();
                   },
               },
        value);
}

// What a terminal would obey, or not show, as its number: so the output may go to one.
QByteArray shownAsNumbers(const QByteArray &json)
{
    constexpr auto IsHarmless = [](char byte) { return uchar(byte) < 0x7f; };
    if (std::ranges::all_of(json, IsHarmless))
        return json;
    QString text;
    for (const auto c : QString::fromUtf8(json)) {
        const auto category = c.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            text += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            text += c;
    }
    return text.toUtf8();
}

void appendCell(QByteArray &out, QByteArray text)
{
    constexpr QByteArrayView FormulaStarts = "=+-@\t\r";
    if (!text.isEmpty() && FormulaStarts.contains(text.front()))
        text.prepend('\'');
    const bool quoted =
        text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r');
    if (quoted)
        text = '"' + text.replace('"', "\"\"") + '"';
    out += text;
}

void writeCsv(QByteArray &out, const Value &value)
{
    std::visit(base::Overloaded{
                   [](std::monostate) {},
                   [&](qint64 number) { out += QByteArray::number(number); },
                   [&](double number) { out += shortest(number); },
                   [&](bool is) { out += is ? "true" : "false"; },
                   [&](const QByteArray &text) { appendCell(out, text); },
                   [&](const QByteArrayList &list) { appendCell(out, list.join(' ')); },
               },
        value);
}

} // namespace

void appendJson(QByteArray &out, const Entry &entry)
{
    QByteArray object;
    base::json::Writer writer(object);
    writer.beginObject();
    for (const auto &field : fields) {
        writer.key(field.name);
        writeJson(writer, field.get(entry));
    }
    writer.endObject();
    out += shownAsNumbers(object);
}

QByteArray toJson(const QList<Entry> &entries)
{
    QByteArray out = "[";
    for (const auto &entry : entries) {
        out += out.size() > 1 ? ",\n" : "\n";
        appendJson(out, entry);
    }
    out += "\n]\n";
    return out;
}

QByteArray toCsv(const QList<Entry> &entries)
{
    QByteArray out;
    for (const auto &field : fields) {
        if (!out.isEmpty())
            out += ',';
        out += field.name;
    }
    out += "\r\n";
    for (const auto &entry : entries) {
        bool first = true;
        for (const auto &field : fields) {
            if (!std::exchange(first, false))
                out += ',';
            writeCsv(out, field.get(entry));
        }
        out += "\r\n";
    }
    return out;
}

} // namespace journal
