// What happens when the machine sleeps, or somebody sets its clock.
#include "app/rate_limit.h"
#include "app/sleep_watch.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

class ClocksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSleepIsToldOnce()
    {
        std::chrono::nanoseconds slept = 100s; // before the program
        app::SleepWatch watch([&slept] { return slept; });
        QVERIFY(!watch.hasSlept());
        slept += 4s;
        QVERIFY2(!watch.hasSlept(), "a nap");
        slept += 3600s;
        QVERIFY(watch.hasSlept());
        QVERIFY(!watch.hasSlept());
        slept += 2s;
        QVERIFY(!watch.hasSlept());
        slept += 3s;
        QVERIFY2(watch.hasSlept(), "naps add up");
    }

    void thisMachineDoesNotSleepNow()
    {
        app::SleepWatch watch;
        for (int i = 0; i < 1000; ++i)
            QVERIFY(!watch.hasSlept());
    }

    void aLimitThatPassesWhileTheMachineSleepsIsForgotten()
    {
        auto now = QDateTime(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC);
        app::RateLimit limit([&now] { return now; });
        QSignalSpy changed(&limit, &app::RateLimit::changed);
        QVERIFY(!limit.holds());
        limit.note({.kind = chat::ErrorKind::RateLimited, .message = "Until one.", .retryAfter = 3600s});
        QCOMPARE(changed.size(), 1);
        QVERIFY(limit.holds());
        QCOMPARE(limit.until(), now.addSecs(3600));
        QCOMPARE(limit.text(), QByteArray("Until one."));
        now = now.addSecs(3599);
        QVERIFY(limit.holds());
        now = now.addSecs(1);
        QVERIFY(!limit.holds());
    }

    void aClockThatIsSetBackKeepsNoLimit()
    {
        auto now = QDateTime(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC);
        app::RateLimit limit([&now] { return now; });
        limit.note({.kind = chat::ErrorKind::RateLimited, .retryAfter = 1s});
        now = now.addYears(-1);
        QSignalSpy changed(&limit, &app::RateLimit::changed);
        QVERIFY(limit.holds());
        QTRY_VERIFY_WITH_TIMEOUT(!limit.holds(), 3000);
        QCOMPARE(changed.size(), 1);
    }

    void anAnswerEndsIt()
    {
        app::RateLimit limit;
        limit.note({.kind = chat::ErrorKind::RateLimited});
        QVERIFY2(!limit.until().isValid(), "it was not told");
        QSignalSpy changed(&limit, &app::RateLimit::changed);
        limit.forget();
        limit.forget();
        QCOMPARE(changed.size(), 1);
        QVERIFY(!limit.holds());
    }
};

QTEST_GUILESS_MAIN(ClocksTest)
#include "clocks_test.moc"
