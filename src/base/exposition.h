#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>
#include <utility>

namespace base {

// Appends metrics in Prometheus' text format 0.0.4: a family, then its samples.
class Exposition
{
public:
    enum class Type { Counter, Gauge, Histogram };
    using Labels = std::initializer_list<std::pair<QByteArrayView, QByteArrayView>>;

    explicit Exposition(QByteArray &out) : m_out(out) { }

    // What follows belongs to `name`, until the next family. Both are plain text of ours.
    Exposition &family(QByteArrayView name, Type type, QByteArrayView help);
    // The values of labels may be any bytes.
    Exposition &sample(double value, Labels labels = {});
    // One of the several lines of a histogram: with `suffix` behind the family's name.
    Exposition &part(QByteArrayView suffix, double value, Labels labels = {});

    // A family with one sample.
    Exposition &counter(QByteArrayView name, QByteArrayView help, double value)
    {
        return family(name, Type::Counter, help).sample(value);
    }
    Exposition &gauge(QByteArrayView name, QByteArrayView help, double value)
    {
        return family(name, Type::Gauge, help).sample(value);
    }

private:
    QByteArray &m_out;
    QByteArray m_name;
};

// As Prometheus reads it: whole numbers without a fraction, others with all their digits.
QByteArray metricNumber(double value);

} // namespace base
