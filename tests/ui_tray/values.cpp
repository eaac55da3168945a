#include "entries.h"
#include "ui/tray/notifier.h"
#include "ui/tray/texts.h"
#include "ui/tray/usage_today.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = app::Status::State;
using Trouble = app::Status::Trouble;

namespace {

// Local time, a while before midnight.
const QDateTime Evening(QDate(2026, 3, 14), QTime(23, 50));

journal::Entry used(qint64 number, const QDateTime &received, qint64 tokens)
{
    auto entry = ended(running(number));
    entry.record.received = received.toUTC();
    entry.record.usage.input = tokens;
    entry.record.costUsd = 0.5;
    return entry;
}

journal::DayUsage stored(QDate day, qint64 requests, qint64 tokens)
{
    return {.day = day, .model = "opus", .requests = requests, .usage = {.input = tokens}, .costUsd = 1};
}

const app::Status Ready{.state = State::Ready, .baseUrl = u"http://127.0.0.1:1/v1"_s};
const app::Status LoggedOut{.state = State::Trouble, .trouble = Trouble::LoggedOut};
const app::Status PortTaken{
    .state = State::Trouble, .trouble = Trouble::PortTaken, .problem = u"8082 is taken."_s};

} // namespace

class UiTrayValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = Evening; }

    void todayIsWhatTheStoreSaysAndWhatEnded()
    {
        ui::UsageToday today(clock());
        QSignalSpy changed(&today, &ui::UsageToday::changed);
        today.note({used(1, m_now, 7), running(2)});
        today.setStored({stored(m_now.date(), 10, 1000), stored(m_now.date(), 5, 100),
            stored(m_now.date().addDays(-1), 99, 9999)});
        QCOMPARE(today.totals(), (ui::DayTotals{.requests = 16, .usage = {.input = 1107}, .costUsd = 2.5}));
        today.note({used(2, m_now, 1)});
        QCOMPARE(today.totals().requests, 17);
        QCOMPARE(changed.size(), 3);
        // The journal tells all again to who asks.
        today.note({used(1, m_now, 7), used(2, m_now, 1), running(3)});
        QCOMPARE(today.totals().requests, 17);
        QCOMPARE(changed.size(), 3);
        QCOMPARE(changed.last().first().value<ui::DayTotals>().usage.input, 1108);
    }

    void midnightStartsAnew()
    {
        ui::UsageToday today(clock());
        today.setStored({stored(m_now.date(), 10, 1000)});
        today.note({used(1, m_now, 1)});
        m_now = Evening.addSecs(9 * 60);
        today.checkDay();
        QCOMPARE(today.totals().requests, 11);
        m_now = Evening.addSecs(11 * 60);
        // It began yesterday, and the store counts it there.
        today.note({used(2, Evening, 1)});
        QCOMPARE(today.totals().requests, 12);
        QSignalSpy changed(&today, &ui::UsageToday::changed);
        today.note({used(3, m_now, 5)});
        QCOMPARE(today.totals(), (ui::DayTotals{.requests = 1, .usage = {.input = 5}, .costUsd = 0.5}));
        today.note({used(4, Evening, 1)});
        QCOMPARE(today.totals().requests, 1);
        QVERIFY(!changed.isEmpty());
    }

    // By itself, and not by looking again and again.
    void midnightComesByATimer()
    {
        m_now = QDateTime(QDate(2026, 3, 14), QTime(23, 59, 59, 900));
        ui::UsageToday today(clock());
        today.setStored({stored(m_now.date(), 10, 1000)});
        QSignalSpy changed(&today, &ui::UsageToday::changed);
        m_now = QDateTime(QDate(2026, 3, 15), QTime(0, 0, 1));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 5000);
        QCOMPARE(today.totals(), ui::DayTotals{});
    }

    void aLostLoginIsTold()
    {
        ui::Notifier notifier(clock());
        QSignalSpy wanted(&notifier, &ui::Notifier::wanted);
        QSignalSpy log(&notifier, &ui::Notifier::logWanted);
        notifier.setStatus(Ready);
        notifier.setStatus(LoggedOut);
        notifier.setStatus(LoggedOut);
        QCOMPARE(wanted.size(), 1);
        notifier.click();
        QCOMPARE(log.size(), 1);
    }

    void noLoginFromTheStartIsNotTold()
    {
        ui::Notifier notifier(clock());
        QSignalSpy wanted(&notifier, &ui::Notifier::wanted);
        notifier.setStatus({.state = State::Starting});
        notifier.setStatus(LoggedOut);
        QCOMPARE(wanted.size(), 0);
    }

    void theLimitIsToldWithItsEnd()
    {
        ui::Notifier notifier(clock());
        QSignalSpy wanted(&notifier, &ui::Notifier::wanted);
        app::Status limit{.state = State::Trouble, .trouble = Trouble::RateLimited, .problem = u"Wait."_s};
        limit.until = QDateTime(m_now.date(), QTime(23, 57)).toUTC();
        notifier.setStatus(limit);
        QCOMPARE(wanted.size(), 1);
        const auto time = QLocale().toString(QTime(23, 57), QLocale::ShortFormat);
        QVERIFY2(wanted.first().at(1).toString().contains(time), qPrintable(wanted.first().at(1).toString()));
    }

    void atMostOneOfAKindInTenMinutes()
    {
        ui::Notifier notifier(clock());
        QSignalSpy wanted(&notifier, &ui::Notifier::wanted);
        QSignalSpy settings(&notifier, &ui::Notifier::settingsWanted);
        const auto lose = [&] {
            notifier.setStatus(Ready);
            notifier.setStatus(LoggedOut);
        };
        lose();
        m_now = Evening.addSecs(9 * 60 + 59);
        lose();
        QCOMPARE(wanted.size(), 1);
        notifier.setStatus(PortTaken); // another kind
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted.last().at(1).toString(), u"8082 is taken."_s);
        notifier.click();
        QCOMPARE(settings.size(), 1);
        m_now = Evening.addSecs(10 * 60);
        lose();
        QCOMPARE(wanted.size(), 3);
        notifier.notice(u"One."_s);
        notifier.notice(u"Two."_s);
        QCOMPARE(wanted.size(), 4);
    }

    void questionsAreToldSooner()
    {
        ui::Notifier notifier(clock());
        QSignalSpy wanted(&notifier, &ui::Notifier::wanted);
        QSignalSpy question(&notifier, &ui::Notifier::questionWanted);
        notifier.questionAsked(u"Claude wants to run a command"_s, 60s);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toString(), u"Claude wants to run a command"_s);
        QCOMPARE(wanted[0][1].toString(), u"It is denied if you do not answer within 60 second(s)."_s);
        notifier.click();
        QCOMPARE(question.size(), 1);
        m_now = Evening.addSecs(9);
        notifier.questionAsked(u"Two"_s, 60s);
        QCOMPARE(wanted.size(), 1);
        m_now = Evening.addSecs(10);
        notifier.questionAsked(u"Three"_s, 60s);
        QCOMPARE(wanted.size(), 2);
    }

    void noNotificationsWhenTheUserWantsNone()
    {
        ui::Notifier notifier(clock());
        QSignalSpy wanted(&notifier, &ui::Notifier::wanted);
        notifier.setEnabled(false);
        notifier.setStatus(PortTaken);
        notifier.notice(u"One."_s);
        QCOMPARE(wanted.size(), 0);
        notifier.setEnabled(true);
        notifier.notice(u"Two."_s); // what was not told does not count
        QCOMPARE(wanted.size(), 1);
    }

    void momentsAreShort()
    {
        const QDateTime now(QDate(2026, 3, 14), QTime(12, 0)); // a Saturday
        const QLocale locale;
        const auto time = locale.toString(QTime(9, 30), QLocale::ShortFormat);
        const auto on = [&](QDate day) {
            return ui::momentText(QDateTime(day, QTime(9, 30)).toUTC(), now.toUTC());
        };
        QCOMPARE(on(now.date()), time);
        QCOMPARE(on(QDate(2026, 3, 17)), locale.dayName(2, QLocale::ShortFormat) + u' ' + time);
        QCOMPARE(
            on(QDate(2026, 3, 21)), locale.toString(QDate(2026, 3, 21), QLocale::ShortFormat) + u' ' + time);
    }

private:
    ui::UsageToday::Clock clock()
    {
        return [this] { return m_now; };
    }

    QDateTime m_now;
};

QTEST_GUILESS_MAIN(UiTrayValues)
#include "values.moc"
