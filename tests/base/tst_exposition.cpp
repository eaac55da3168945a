// Prometheus' text format, as prometheus.io/docs/instrumenting/exposition_formats has it.
#include "base/exposition.h"

#include <QTest>

#include <limits>

using base::Exposition;

class TestExposition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesFamiliesAndTheirSamples()
    {
        QByteArray text;
        Exposition out(text);
        out.family("requests_total", Exposition::Type::Counter, "How many.")
            .sample(3, {{"status", "200"}, {"model", "opus"}})
            .sample(1.5);
        out.family("time_seconds", Exposition::Type::Histogram, "How long.")
            .part("_bucket", 2, {{"le", "+Inf"}});
        out.gauge("queue", "Now.", 0);
        QCOMPARE(text,
            QByteArray("# HELP requests_total How many.\n# TYPE requests_total counter\n"
                       "requests_total{status=\"200\",model=\"opus\"} 3\nrequests_total 1.5\n"
                       "# HELP time_seconds How long.\n# TYPE time_seconds histogram\n"
                       "time_seconds_bucket{le=\"+Inf\"} 2\n"
                       "# HELP queue Now.\n# TYPE queue gauge\nqueue 0\n"));
    }

    void noLabelCanBreakOutOfItsValue()
    {
        QByteArray text;
        Exposition(text)
            .family("a", Exposition::Type::Gauge, "b")
            .sample(1, {{"l", "x\\y\"} 9\nforged 1\xff"}});
        QCOMPARE(text.split('\n').size(), 4);
        QVERIFY(text.endsWith("a{l=\"x\\\\y\\\"} 9\\nforged 1\xef\xbf\xbd\"} 1\n"));
    }

    void numbers()
    {
        QCOMPARE(base::metricNumber(0.1), QByteArray("0.1"));
        QCOMPARE(base::metricNumber(12345678901.), QByteArray("12345678901"));
        QCOMPARE(base::metricNumber(-2), QByteArray("-2"));
        QCOMPARE(base::metricNumber(0.1234567890123).toDouble(), 0.1234567890123);
        QCOMPARE(base::metricNumber(std::numeric_limits<double>::infinity()), QByteArray("+Inf"));
        QCOMPARE(base::metricNumber(std::numeric_limits<double>::quiet_NaN()), QByteArray("NaN"));
    }
};

QTEST_GUILESS_MAIN(TestExposition)
#include "tst_exposition.moc"
