#include "http/patience.h"

#include <QTest>

using namespace std::chrono_literals;

// How far a body is behind the least rate, 500 bytes a second.
class PatienceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behind_data()
    {
        QTest::addColumn<qint64>("behind"); // milliseconds
        QTest::addColumn<qint64>("pause"); // milliseconds
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("then"); // milliseconds
        QTest::newRow("nothing") << 0LL << 0LL << 0LL << 0LL;
        QTest::newRow("a pause") << 0LL << 700LL << 0LL << 700LL;
        QTest::newRow("further") << 700LL << 300LL << 0LL << 1000LL;
        QTest::newRow("just as fast") << 700LL << 1000LL << 500LL << 700LL;
        QTest::newRow("faster") << 700LL << 1000LL << 600LL << 500LL;
        QTest::newRow("slower") << 700LL << 1000LL << 400LL << 900LL;
        QTest::newRow("a drip") << 19'000LL << 1000LL << 1LL << 19'998LL;
        QTest::newRow("all at once") << 19'000LL << 1000LL << 10'000LL << 0LL;
        QTest::newRow("nobody gets ahead") << 0LL << 0LL << 64LL * 1024 * 1024 << 0LL;
    }

    void behind()
    {
        QFETCH(const qint64, behind);
        QFETCH(const qint64, pause);
        QFETCH(const qint64, bytes);
        QTEST(qint64(http::behindAfter(
                  std::chrono::milliseconds(behind), std::chrono::milliseconds(pause), bytes)
                         .count()),
            "then");
    }
};

QTEST_GUILESS_MAIN(PatienceTest)
#include "patience_test.moc"
