#include "base/json.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace base::json {

namespace {

// Which bytes of valid UTF-8 can't stand in a JSON string as they are.
constexpr std::array<bool, 256> needsEscape = [] {
    std::array<bool, 256> table{};
    for (size_t c = 0; c < 0x20; ++c)
        table[c] = true;
    table['"'] = true;
    table['\\'] = true;
    return table;
}();

void appendEscaped(QByteArray &out, char c)
{
    switch (c) {
    case '"':
        out.append("\\\"", 2);
        return;
    case '\\':
        out.append("\\\\", 2);
        return;
    case '\b':
        out.append("\\b", 2);
        return;
    case '\f':
        out.append("\\f", 2);
        return;
    case '\n':
        out.append("\\n", 2);
        return;
    case '\r':
        out.append("\\r", 2);
        return;
    case '\t':
        out.append("\\t", 2);
        return;
    }
    static constexpr char digits[] = "0123456789abcdef";
    const char escape[] = {'\\', 'u', '0', '0', digits[(c >> 4) & 0xf], digits[c & 0xf]};
    out.append(escape, sizeof escape);
}

void appendUtf8(QByteArray &out, QByteArrayView utf8)
{
    const char *run = utf8.begin();
    for (const char *at = run; at != utf8.end(); ++at) {
        if (!needsEscape[static_cast<unsigned char>(*at)])
            continue;
        out.append(run, at - run);
        appendEscaped(out, *at);
        run = at + 1;
    }
    out.append(run, utf8.end() - run);
}

} // namespace

void appendString(QByteArray &out, QByteArrayView utf8)
{
    out.append('"');
    if (simdjson::validate_utf8(utf8.data(), static_cast<size_t>(utf8.size())))
        appendUtf8(out, utf8);
    else
        appendUtf8(out, QString::fromUtf8(utf8).toUtf8());
    out.append('"');
}

Writer &Writer::beginObject()
{
    separate();
    m_out.append('{');
    m_comma = false;
    return *this;
}

Writer &Writer::endObject()
{
    m_out.append('}');
    m_comma = true;
    return *this;
}

Writer &Writer::beginArray()
{
    separate();
    m_out.append('[');
    m_comma = false;
    return *this;
}

Writer &Writer::endArray()
{
    m_out.append(']');
    m_comma = true;
    return *this;
}

Writer &Writer::key(QByteArrayView name)
{
    separate();
    appendString(m_out, name);
    m_out.append(':');
    m_comma = false;
    return *this;
}

Writer &Writer::string(QByteArrayView utf8)
{
    separate();
    appendString(m_out, utf8);
    return *this;
}

Writer &Writer::integer(qint64 value)
{
    return raw(QByteArray::number(value));
}

Writer &Writer::number(double value)
{
    if (!std::isfinite(value))
        return null();
    return raw(QByteArray::number(value, 'g', QLocale::FloatingPointShortest));
}

Writer &Writer::boolean(bool value)
{
    return raw(value ? QByteArrayView("true") : QByteArrayView("false"));
}

Writer &Writer::null()
{
    return raw("null");
}

Writer &Writer::raw(QByteArrayView json)
{
    separate();
    m_out.append(json);
    return *this;
}

// A value is followed by a comma, unless its array or object ends.
void Writer::separate()
{
    if (m_comma)
        m_out.append(',');
    m_comma = true;
}

} // namespace base::json
