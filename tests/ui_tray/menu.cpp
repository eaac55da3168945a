#include "entries.h"
#include "menu_reading.h"
#include "tray_fixture.h"

#include <QAbstractEventDispatcher>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMainWindow>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace menu_reading;
using State = app::Status::State;
using Trouble = app::Status::Trouble;

namespace {

const auto Url = u"http://127.0.0.1:8082/v1"_s;

} // namespace

class UiTrayMenu : public QObject, private TrayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { make(); }

    void theMenuFollowsTheStatus_data()
    {
        QTest::addColumn<app::Status>("status");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("listens");
        QTest::newRow("stopped") << app::Status{} << u"Stopped"_s << false;
        QTest::newRow("starting") << app::Status{.state = State::Starting, .baseUrl = Url} << u"Starting…"_s
                                  << true;
        QTest::newRow("ready") << app::Status{.state = State::Ready, .baseUrl = Url}
                               << u"Ready at http://127.0.0.1:8082/v1"_s << true;
        QTest::newRow("a socket alone") << app::Status{.state = State::Ready, .socket = u"/run/r.sock"_s}
                                        << u"Ready at unix:/run/r.sock"_s << true;
        QTest::newRow("working") << app::Status{.state = State::Working, .baseUrl = Url, .active = 3}
                                 << u"Working on 3 request(s)"_s << true;
        QTest::newRow("missing") << app::Status{.state = State::Trouble,
            .trouble = Trouble::ClaudeMissing,
            .problem = u"There is no claude command."_s,
            .baseUrl = Url} << u"Claude Code is missing or does not run"_s
                                 << true;
        QTest::newRow("logged out") << app::Status{.state = State::Trouble,
            .trouble = Trouble::LoggedOut,
            .problem = u"Log in."_s,
            .baseUrl = Url} << u"Claude Code is not logged in"_s
                                    << true;
        QTest::newRow("limit") << app::Status{.state = State::Trouble,
            .trouble = Trouble::RateLimited,
            .problem = u"Limit."_s,
            .baseUrl = Url} << u"Limit reached"_s
                               << true;
        QTest::newRow("port taken") << app::Status{.state = State::Trouble,
            .trouble = Trouble::PortTaken,
            .problem = u"Port 8082 is taken."_s}
                                    << u"Port 8082 is taken."_s << false;
    }
    void theMenuFollowsTheStatus()
    {
        QFETCH(app::Status, status);
        QFETCH(QString, line);
        QFETCH(bool, listens);
        give(status);
        const QStringList expected{line, u"-"_s, u"Nothing used today"_s, u"-"_s,
            listens ? u"Stop"_s : u"Start"_s, u"Copy base URL"_s, u"Copy setup for"_s, u"-"_s,
            u"What Claude may do"_s, u"Request log…"_s, u"Settings…"_s, u"Doctor…"_s, u"-"_s,
            u"Start at login"_s, u"About claude-relay"_s, u"Quit"_s};
        QTRY_COMPARE(seen(m_tray->menu()), expected);
        QTRY_COMPARE(m_tray->toolTip().section(u'\n', 0, 0), "claude-relay: "_L1 + line);
        QCOMPARE(action(u"Copy base URL"_s)->isEnabled(), !status.baseUrl.isEmpty());
        QSignalSpy start(m_actions.get(), &ui::Actions::startWanted);
        QSignalSpy stop(m_actions.get(), &ui::Actions::stopWanted);
        action(listens ? u"Stop"_s : u"Start"_s)->trigger();
        QCOMPARE(start.size(), listens ? 0 : 1);
        QCOMPARE(stop.size(), listens ? 1 : 0);
    }

    void theMomentOfTheResetIsTold()
    {
        const auto until = QDateTime::currentDateTime().addSecs(60);
        give({.state = State::Trouble,
            .trouble = Trouble::RateLimited,
            .until = until.toUTC(),
            .baseUrl = Url});
        QTRY_VERIFY(
            seen(m_tray->menu()).first().contains(QLocale().toString(until.time(), QLocale::ShortFormat)));
    }

    void eachWishIsTold()
    {
        const std::pair<const char *, void (ui::Actions::*)()> wishes[] = {
            {"Request log…", &ui::Actions::logWanted},
            {"Settings…", &ui::Actions::settingsWanted},
            {"Doctor…", &ui::Actions::doctorWanted},
            {"About claude-relay", &ui::Actions::aboutWanted},
            {"Quit", &ui::Actions::quitWanted},
        };
        for (const auto &[text, signal] : wishes) {
            QSignalSpy spy(m_actions.get(), signal);
            action(QString::fromUtf8(text))->trigger();
            QCOMPARE(spy.size(), 1);
        }
    }

    void startAtLoginIsAWishOfTheUserOnly()
    {
        QSignalSpy wanted(m_actions.get(), &ui::Actions::startAtLoginWanted);
        m_actions->setStartsAtLogin(true);
        QVERIFY(action(u"Start at login"_s)->isChecked());
        QCOMPARE(wanted.size(), 0);
        action(u"Start at login"_s)->trigger();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toBool(), false);
    }

    void textsAreCopied()
    {
        give({.state = State::Ready, .baseUrl = u"http://127.0.0.1:9/v1"_s});
        action(u"Copy base URL"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:9/v1"_s);
        auto *setups = action(u"Copy setup for"_s)->menu();
        QVERIFY(setups);
        for (auto *setup : setups->actions()) {
            if (setup->isSeparator())
                continue;
            QGuiApplication::clipboard()->clear();
            setup->trigger();
            QVERIFY2(QGuiApplication::clipboard()->text().contains(u"http://127.0.0.1:9/v1"_s),
                qPrintable(setup->text()));
        }
        give({});
        QVERIFY(!setups->actions().first()->isEnabled());
    }

    void requestsAreShownAndCancelled()
    {
        m_tray->noteEntries({running(2, "zed & co"), running(1, "curl/8")});
        QTRY_COMPARE(seen(m_tray->menu()).mid(2, 3),
            QStringList({u"curl/8 · claude-opus-5"_s, u"zed & co · claude-opus-5"_s, u"-"_s}));
        // Or the label would have a shortcut instead.
        QVERIFY(m_tray->menu().actions().at(4)->text().contains("zed && co"_L1));
        auto waiting = running(3, {});
        waiting.phase = journal::Entry::Phase::Queued;
        waiting.record.model.clear();
        m_tray->noteEntries({ended(running(1)), waiting});
        QTRY_COMPARE(seen(m_tray->menu()).mid(2, 2),
            QStringList({u"zed & co · claude-opus-5"_s, u"Unknown client · gpt-5 · waits"_s}));

        QSignalSpy cancel(m_tray.get(), &ui::Tray::cancelWanted);
        auto *row = shownRow(1);
        auto *item = row->menu()->actions().first();
        QCOMPARE(textOf(item), u"Cancel"_s);
        item->trigger();
        QCOMPARE(cancel.size(), 1);
        QCOMPARE(cancel.first().first().toLongLong(), 3);
        QVERIFY(!item->isEnabled());
        m_tray->noteEntries({ended(waiting), running(4)});
        QTRY_VERIFY(item->isEnabled()); // it is another request's now
    }

    void tenRequestsAreShown()
    {
        QList<journal::Entry> entries;
        for (int number = 1; number <= 15; ++number)
            entries.append(running(number));
        m_tray->noteEntries(entries);
        QTRY_COMPARE(seen(m_tray->menu()).value(12), u"… and 5 more"_s);
        m_tray->noteEntries(
            {ended(running(1)), ended(running(2)), ended(running(3)), ended(running(4)), ended(running(5))});
        QTRY_COMPARE(seen(m_tray->menu()).value(12), u"-"_s);
    }

    // Those of a stopped server end for a while yet.
    void requestsStayUntilTheyHaveEnded()
    {
        m_tray->noteEntries({running(1)});
        give({});
        QTRY_VERIFY(shownRow(0));
        m_tray->noteEntries({ended(running(1))});
        QTRY_COMPARE(seen(m_tray->menu()).value(2), u"Nothing used today"_s);
    }

    void timeTicksOnlyWhileTheMenuIsOpen()
    {
        m_tray->noteEntries({running(1, "curl", 75s)});
        QTRY_VERIFY(shownRow(0));
        QCOMPARE(textOf(shownRow(0)), u"curl · claude-opus-5"_s);
        QSignalSpy plan(m_tray.get(), &ui::Tray::planWanted);
        auto &menu = m_tray->menu();
        menu.popup({0, 0});
        QCOMPARE(plan.size(), 1);
        QCOMPARE(textOf(shownRow(0)), u"curl · claude-opus-5 · 1:15 min"_s);
        QTRY_COMPARE(textOf(shownRow(0)), u"curl · claude-opus-5 · 1:16 min"_s);
        m_tray->noteEntries({ended(running(1))});
        QTRY_VERIFY(!shownRow(0));
        QVERIFY(sleeps());
        m_tray->noteEntries({running(2)});
        QTRY_VERIFY(shownRow(0));
        const auto text = textOf(shownRow(0));
        QTRY_VERIFY(textOf(shownRow(0)) != text);
        menu.close();
        QVERIFY(sleeps());
    }

    // While one points at a row it does not become another request's.
    void rowsStayWhileTheMenuIsOpen()
    {
        m_tray->noteEntries({running(1, "a"), running(2, "b")});
        QTRY_VERIFY(shownRow(1));
        auto &menu = m_tray->menu();
        menu.popup({0, 0});
        auto *second = shownRow(1);
        m_tray->noteEntries({ended(running(1)), running(3, "c")});
        QTRY_COMPARE(shownRow(0), second);
        QVERIFY(textOf(second).startsWith(u"b"_s));
        QVERIFY(textOf(shownRow(1)).startsWith(u"c"_s));
        QVERIFY(shownRow(1) != second);
        m_tray->noteEntries({ended(running(2))});
        QTRY_VERIFY(textOf(shownRow(0)).startsWith(u"c"_s));
        menu.close();
    }

    void usageAndPlanAreShown()
    {
        m_tray->setToday({.requests = 12,
            .usage = {.input = 1000, .cacheRead = 45'600, .cacheWrite = 234, .output = 7'890'000},
            .costUsd = 0.844});
        const auto now = QDateTime::currentDateTime();
        const auto soon = now.addSecs(60);
        m_tray->setPlan({.windows = {{u"five_hour"_s, 42.6, soon.toUTC()}, {u"seven_day"_s, 3, {}},
                             {u"seven_day_opus"_s, 100, now.addDays(-1)}}});
        const auto time = QLocale().toString(soon.time(), QLocale::ShortFormat);
        const QStringList expected{u"Today: 12 request(s), $0.84"_s,
            u"Tokens: 46.8 K in, 45.6 K cached, 7.89 M out"_s,
            soon.date() == now.date() ? u"5-hour 43 %, resets %1"_s.arg(time) : QString(), u"7-day 3 %"_s,
            u"7-day (Opus) 100 %"_s, u"-"_s};
        if (expected.contains(QString()))
            QSKIP("It is about to be midnight.");
        QTRY_COMPARE(seen(m_tray->menu()).mid(2, expected.size()), expected);
        QTRY_COMPARE(m_tray->toolTip(), u"claude-relay: Stopped\n7.94 M tokens today"_s);
        m_tray->setPlan({});
        QCOMPARE(seen(m_tray->menu()).value(4), u"-"_s);
    }

    void questionsAreShownWhileTheyWait()
    {
        m_tray->setQuestions(2);
        QTRY_COMPARE(seen(m_tray->menu()).value(1), u"Waiting questions (2)…"_s);
        QCOMPARE(m_tray->toolTip(), u"claude-relay: Stopped\n2 question(s) to you"_s);
        QSignalSpy wanted(m_tray.get(), &ui::Tray::questionsWanted);
        action(u"Waiting questions (2)…"_s)->trigger();
        QCOMPARE(wanted.size(), 1);
        m_tray->setQuestions(0);
        QTRY_COMPARE(seen(m_tray->menu()).value(1), u"-"_s);
        QCOMPARE(m_tray->toolTip(), u"claude-relay: Stopped"_s);
    }

    void nothingRunsWhenNothingChanges()
    {
        give({.state = State::Working, .baseUrl = Url, .active = 1});
        m_tray->noteEntries({running(1)});
        QTRY_VERIFY(shownRow(0));
        QVERIFY(sleeps());
    }

    void muchIsShownFourTimesASecond()
    {
        QSignalSpy changes(m_tray->menu().actions().first(), &QAction::changed);
        QEventLoop loop;
        QTimer feed;
        int active = 0;
        connect(&feed, &QTimer::timeout, this,
            [&] { give({.state = State::Working, .baseUrl = Url, .active = ++active}); });
        feed.start(5);
        QTimer::singleShot(1s, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(active > 50);
        QVERIFY2(changes.size() >= 2 && changes.size() <= 6, qPrintable(QString::number(changes.size())));
        feed.stop();
        QTRY_VERIFY(seen(m_tray->menu()).first().contains(QString::number(active)));
    }

    // The same actions in a window: one of them is enough to change both.
    void theMenuBarHasTheSameActions()
    {
        QMainWindow window;
        auto *help = m_actions->fillMenuBar(window.menuBar());
        QCOMPARE(window.menuBar()->actions().last(), help);
        auto *relay = window.menuBar()->actions().first()->menu();
        QVERIFY(relay->actions().contains(m_actions->toggle()));
        give({.state = State::Ready, .baseUrl = Url});
        QVERIFY(find(relay->actions(), u"Stop"_s));
        QVERIFY(find(relay->actions(), u"Copy setup for"_s)->menu()->actions().first()->isEnabled());
        QCOMPARE(help->menu()->actions(), QList<QAction *>{m_actions->about()});
    }

private:
    void give(const app::Status &status)
    {
        m_actions->setStatus(status);
        m_tray->setStatus(status);
    }
    QAction *action(const QString &text) { return find(m_tray->menu().actions(), text); }
    QAction *shownRow(int index)
    {
        QList<QAction *> rows;
        for (auto *action : m_tray->menu().actions()) {
            if (action->isVisible() && action->menu() && textOf(action) != "Copy setup for"_L1
                && textOf(action) != "What Claude may do"_L1)
                rows.append(action);
        }
        return rows.value(index);
    }
    // No timer wakes the event loop while nothing happens.
    static bool sleeps()
    {
        int wakes = 0;
        QEventLoop loop;
        QTimer::singleShot(300ms, &loop, [&] {
            const auto awake = [&] { ++wakes; };
            QObject::connect(
                QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop, awake);
            QTimer::singleShot(1300ms, &loop, &QEventLoop::quit);
        });
        loop.exec();
        return wakes <= 2; // the end is one
    }
};

QTEST_MAIN(UiTrayMenu)
#include "menu.moc"
