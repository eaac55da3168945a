#include "base/exposition.h"

#include <QLocale>
#include <QString>

#include <cmath>

namespace base {

namespace {

constexpr double LargestWhole = 9'007'199'254'740'992.; // 2⁵³: up to here each is itself

QByteArrayView nameOf(Exposition::Type type)
{
    switch (type) {
    case Exposition::Type::Counter:
        return "counter";
    case Exposition::Type::Gauge:
        return "gauge";
    case Exposition::Type::Histogram:
        return "histogram";
    }
    return {};
}

// Bytes that are no UTF-8 become U+FFFD: one of them would cost the whole reading.
void appendEscaped(QByteArray &out, QByteArrayView value)
{
    for (const char byte : QString::fromUtf8(value).toUtf8()) {
        if (byte == '\\' || byte == '"')
            out += '\\';
        if (byte == '\n')
            out += "\\n";
        else
            out += byte;
    }
}

} // namespace

QByteArray metricNumber(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    if (value == std::floor(value) && std::abs(value) < LargestWhole)
        return QByteArray::number(qint64(value));
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

Exposition &Exposition::family(QByteArrayView name, Type type, QByteArrayView help)
{
    m_name = name.toByteArray();
    m_out += "# HELP ";
    m_out += m_name;
    m_out += ' ';
    m_out += help;
    m_out += "\n# TYPE ";
    m_out += m_name;
    m_out += ' ';
    m_out += nameOf(type);
    m_out += '\n';
    return *this;
}

Exposition &Exposition::sample(double value, Labels labels)
{
    return part({}, value, labels);
}

Exposition &Exposition::part(QByteArrayView suffix, double value, Labels labels)
{
    m_out += m_name;
    m_out += suffix;
    char before = '{';
    for (const auto &[name, text] : labels) {
        m_out += before;
        m_out += name;
        m_out += "=\"";
        appendEscaped(m_out, text);
        m_out += '"';
        before = ',';
    }
    if (before == ',')
        m_out += '}';
    m_out += ' ' + metricNumber(value) + '\n';
    return *this;
}

} // namespace base
