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
