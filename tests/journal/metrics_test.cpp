// What becomes of all requests, counted.
#include "journal/metrics.h"
#include "records.h"

#include <QTest>

using journal::Histogram;
using journal::Metrics;
using namespace std::chrono_literals;

class MetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsByEndpointStatusAndModel()
    {
        Metrics metrics;
        auto record = records::full();
        metrics.add(record);
        metrics.add(record);
        record.status = 200;
        record.error.reset();
        metrics.add(record);
        QCOMPARE(metrics.requests().size(), std::size_t(2));
        QCOMPARE(metrics.requests().at({"/chat/completions", 429, "claude-opus-4-1"}), 2);
        QCOMPARE(metrics.requests().at({"/chat/completions", 200, "claude-opus-4-1"}), 1);
        QCOMPARE(metrics.errors().at(chat::ErrorKind::RateLimited), 2);
        QCOMPARE(metrics.firstToken().count(), 3);
        QCOMPARE(metrics.duration().sum(), 3 * 6.789);
    }

    void clientsCanNotMakeLabels()
    {
        Metrics metrics;
        for (int i = 0; i < 1000; ++i) {
            const auto number = QByteArray::number(i);
            metrics.add(
                {.endpoint = "GET /invented/" + number, .askedModel = "model-" + number, .status = 404});
            metrics.add({.endpoint = "BREW /chat/completions" + number, .status = 404});
        }
        QCOMPARE(metrics.requests().size(), std::size_t(1));
        QCOMPARE(metrics.requests().at({"other", 404, "none"}), 2000);
    }

    void modelsAreNotManyEither()
    {
        Metrics metrics;
        for (int i = 0; i < 200; ++i)
            metrics.add(
                {.endpoint = "POST /completions", .model = "m" + QByteArray::number(i), .status = 200});
        metrics.add({.endpoint = "POST /completions", .model = "m7", .status = 200});
        metrics.add({.endpoint = "POST /completions", .model = QByteArray(5000, 'x'), .status = 200});
        QCOMPARE(metrics.requests().size(), Metrics::MostModels + 1);
        QCOMPARE(metrics.requests().at({"/completions", 200, "m7"}), 2);
        QCOMPARE(
            metrics.requests().at({"/completions", 200, "other"}), qint64(200 - Metrics::MostModels + 1));
    }

    void onlyWhatASessionTookHasADuration()
    {
        Metrics metrics;
        metrics.add({.endpoint = "POST /completions", .status = 400, .duration = 5ms});
        QCOMPARE(metrics.duration().count(), 0);
        QCOMPARE(metrics.firstToken().count(), 0);
    }

    void bucketsHoldWhatIsNotLonger()
    {
        Histogram histogram;
        for (const auto time : {0ms, 100ms, 101ms, 250ms, 1800'000ms, 1800'001ms})
            histogram.add(time);
        QCOMPARE(histogram.upTo(0), 2);
        QCOMPARE(histogram.upTo(1), 4);
        QCOMPARE(histogram.upTo(Histogram::Bounds.size() - 2), 4);
        QCOMPARE(histogram.upTo(Histogram::Bounds.size() - 1), 5);
        QCOMPARE(histogram.count(), 6);
        QCOMPARE(histogram.sum(), 3600.452);
    }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "metrics_test.moc"
