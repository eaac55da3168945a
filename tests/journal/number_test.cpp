#include "journal/record.h"

#include <QProcess>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <set>
#include <vector>

using journal::nextNumber;

class NumberTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void grows();
    void growsInAllThreads();
    void holdsTheTime();
    void lastsLong();
    void differsBetweenProcesses();
};

void NumberTest::grows()
{
    qint64 before = 0;
    for (int i = 0; i < 100'000; ++i) {
        const auto next = nextNumber();
        QVERIFY(next > before);
        before = next;
    }
}

void NumberTest::growsInAllThreads()
{
    std::vector<std::vector<qint64>> numbers(4);
    std::vector<std::unique_ptr<QThread>> threads;
    for (auto &mine : numbers) {
        threads.emplace_back(QThread::create([&mine] {
            for (int i = 0; i < 20'000; ++i)
                mine.push_back(nextNumber());
        }));
        threads.back()->start();
    }
    std::set<qint64> all;
    for (size_t i = 0; i < threads.size(); ++i) {
        QVERIFY(threads[i]->wait(20'000));
        QVERIFY(std::ranges::is_sorted(numbers[i]));
        all.insert(numbers[i].begin(), numbers[i].end());
    }
    QCOMPARE(all.size(), 80'000U);
}

void NumberTest::holdsTheTime()
{
    QTest::qWait(200); // what the other tests took ahead of time
    const auto before = QDateTime::currentDateTimeUtc();
    const auto number = nextNumber();
    const auto after = QDateTime::currentDateTimeUtc();
    QVERIFY(journal::timeOf(number) >= before);
    QVERIFY(journal::timeOf(number) <= after);
    QVERIFY(journal::firstNumberAt(before) <= number);
    QVERIFY(journal::firstNumberAt(after.addMSecs(1)) > number);
    QCOMPARE(journal::timeOf(journal::firstNumberAt(after)), after);
}

void NumberTest::lastsLong()
{
    const QDateTime far(QDate(2200, 1, 1), QTime(0, 0), Qt::UTC);
    QVERIFY(journal::firstNumberAt(far) > nextNumber());
    QCOMPARE(journal::timeOf(journal::firstNumberAt(far)), far);
}

// Even of those that begin in the same millisecond.
void NumberTest::differsBetweenProcesses()
{
    std::set<qint64> starts;
    for (int i = 0; i < 5; ++i) {
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--print")});
        QVERIFY(other.waitForFinished(20'000));
        const auto number = other.readAllStandardOutput().trimmed().toLongLong();
        QVERIFY(number > 0);
        starts.insert(number & ((1 << 20) - 1));
    }
    QCOMPARE(starts.size(), 5U);
    QVERIFY(*starts.rbegin() < 1 << 19); // the other half is for counting on
}

int main(int argc, char **argv)
{
    if (argc == 2 && qstrcmp(argv[1], "--print") == 0) {
        std::printf("%lld\n", nextNumber());
        return 0;
    }
    QCoreApplication application(argc, argv);
    NumberTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "number_test.moc"
