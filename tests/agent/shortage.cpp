#include "pool_fixture.h"

#include <QCoreApplication>
#include <QTest>

namespace {

settings::Claude keeping()
{
    auto claude = limits(8, 8, 0);
    claude.keep = claude.toolWait = 60s;
    claude.keepMax = 8;
    return claude;
}

// A pool with so many sessions that rest.
struct Kept : Fixture
{
    explicit Kept(int count) : Fixture(keeping())
    {
        ready();
        for (int i = 0; i < count; ++i) {
            const Heard heard(ask(::ask("kept " + QByteArray::number(i))));
            channels.back()->sayAnswer("hi");
            channels.back()->sayEnd();
        }
    }

    void failStart() { channels.back()->close("no room", chat::ErrorKind::Overloaded); }
};

} // namespace

// There is no room for another process.
class AgentShortage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOneThatHasRestedLongestMakesRoom()
    {
        Kept f(2);
        QCOMPARE(f.pool.counts().kept, 2);
        Heard heard(f.ask(ask("new")));
        QCOMPARE(f.channels.size(), 3u);
        f.failStart();
        QTRY_VERIFY(f.channels[0]->ended);
        QVERIFY(!f.channels[1]->ended);
        QCOMPARE(f.channels.size(), 3u); // not before there is room
        QVERIFY(heard.events.empty());
        f.channels[0]->close();
        QCOMPARE(f.channels.size(), 4u);
        QVERIFY(f.channels[3]->written.contains("new"));
        f.channels[3]->sayAnswer("hi");
        f.channels[3]->sayEnd();
        QVERIFY(heard.hasFinished());
        QVERIFY(!f.channels[1]->ended);
    }

    void oneAfterTheOtherMakesRoomAndThenItFails()
    {
        Kept f(2);
        Heard heard(f.ask(ask("new")));
        for (size_t kept = 0; kept < 2; ++kept) {
            f.failStart();
            QTRY_VERIFY(f.channels[kept]->ended);
            QVERIFY(heard.events.empty());
            f.channels[kept]->close();
            QCOMPARE(f.channels.size(), 4u + kept);
        }
        f.failStart();
        QVERIFY(heard.error());
        QCOMPARE(heard.error()->kind, chat::ErrorKind::Overloaded);
        QCOMPARE(heard.ends(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(f.channels.size(), 5u);
    }

    // Each that failed counts for the other, too: they must not start again and again.
    void twoThatFailTogetherComeToAnEnd()
    {
        Kept f(2);
        Heard one(f.ask(ask("one")));
        Heard two(f.ask(ask("two")));
        for (int start = 0; start < 40 && (!one.error() || !two.error()); ++start) {
            for (std::size_t i = 0; i < f.channels.size(); ++i) { // closed ones are null
                if (f.channels[i] && (f.channels[i]->ended || i >= 2))
                    f.channels[i]->close("no room", chat::ErrorKind::Overloaded);
            }
            QTest::qWait(1);
        }
        QVERIFY(one.error() && two.error());
        QCOMPARE(one.ends() + two.ends(), 2);
        QVERIFY(f.channels.size() <= 12u);
    }

    void whatNeededRoomOnceDoesNotWaitForItAgain()
    {
        auto settings = keeping();
        settings.forwardSampling = true;
        Kept f(1);
        f.pool.setSettings(settings);
        auto request = ask("new");
        request.parameters.temperature = 0.5;
        Heard heard(f.ask(std::move(request)));
        f.failStart();
        QTRY_VERIFY(f.channels[0]->ended);
        f.channels[0]->close();
        QCOMPARE(f.channels.size(), 3u);
        Heard busy(f.ask(ask("long answer")));
        QCOMPARE(f.channels.size(), 4u);
        f.channels[2]->sayRefused("API Error: 400 temperature: is not taken by this model");
        QTRY_VERIFY(f.channels[2]->ended);
        f.channels[2]->close();
        QTRY_COMPARE(f.channels.size(), 5u);
        QVERIFY(f.channels[4]->written.contains("new"));
    }

    void whatIsBusyIsNotWaitedFor()
    {
        Kept f(0);
        Heard busy(f.ask(ask("busy")));
        Heard heard(f.ask(ask("new")));
        f.failStart();
        QVERIFY(heard.error());
        QVERIFY(!f.channels[0]->ended);
        QVERIFY(busy.events.empty());
    }

    void aProgramThatFailsCostsNoConversation()
    {
        Kept f(1);
        Heard heard(f.ask(ask("new")));
        f.channels[1]->close("claude ended with exit code 1.");
        QVERIFY(heard.error());
        QVERIFY(!f.channels[0]->ended);
        QCOMPARE(f.pool.counts().kept, 1);
    }
};

QTEST_GUILESS_MAIN(AgentShortage)
#include "shortage.moc"
