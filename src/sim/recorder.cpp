#include "sim/recorder.h"

#include "base/json.h"

namespace sim {

namespace {

using base::json::Writer;

constexpr qsizetype mostEntries = 200;
constexpr qsizetype mostBytes = 64 * 1024 * 1024;

void writeHeaders(Writer &json, const http::Headers &headers)
{
    json.beginObject();
    for (const auto &[name, value] : headers) {
        const QByteArray lower = name.toLower();
        const bool secret = lower == "authorization" || lower == "x-api-key" || lower == "cookie";
        json.field(lower, secret ? QByteArrayView("(left out)") : QByteArrayView(value));
    }
    json.endObject();
}

void writeBody(Writer &json, const QByteArray &body)
{
    if (body.isEmpty())
        json.null();
    else if (base::json::compactObject(body))
        json.raw(body);
    else
        json.string(body);
}

} // namespace

qint64 Recorder::record(const http::Request &request)
{
    m_entries.append({++m_total, request});
    m_bytes += request.body.size();
    while (m_entries.size() > mostEntries || (m_bytes > mostBytes && m_entries.size() > 1)) {
        m_bytes -= m_entries.first().request.body.size();
        m_entries.removeFirst();
    }
    return m_total;
}

void Recorder::clear()
{
    m_entries.clear();
    m_bytes = 0;
}

std::optional<QByteArray> Recorder::body(qint64 number) const
{
    for (const Entry &entry : m_entries) {
        if (entry.number == number)
            return entry.request.body;
    }
    return {};
}

QByteArray Recorder::toJson() const
{
    QByteArray out;
    out.reserve(m_bytes + m_entries.size() * 2048);
    Writer json(out);
    json.beginArray();
    for (const Entry &entry : m_entries) {
        const http::Request &request = entry.request;
        const QByteArray query = request.query.isEmpty() ? QByteArray() : '?' + request.query;
        json.beginObject().key("n").integer(entry.number).field("method", request.method);
        json.field("path", request.path + query).key("headers");
        writeHeaders(json, request.headers);
        json.key("body");
        writeBody(json, request.body);
        json.endObject();
    }
    json.endArray();
    return out;
}

} // namespace sim
