#include "pool_fixture.h"

#include <QSignalSpy>
#include <QTest>

class AgentPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWarmProcessTakesTheRequestAndIsReplacedOnceItAnswers()
    {
        Fixture f(limits(8, 8, 1));
        f.ready();
        QCOMPARE(f.channels.size(), 1u);
        QVERIFY(f.channels[0]->written.isEmpty()); // silent until it is asked
        Heard heard(f.ask(ask("hello", "opus")));
        QVERIFY(f.channels[0]->written.contains("hello"));
        QVERIFY(f.channels[0]->written.contains("\"model\":\"opus\""));
        QCoreApplication::processEvents();
        QCOMPARE(f.channels.size(), 1u);
        f.channels[0]->sayAnswer("hi");
        QTRY_COMPARE(f.channels.size(), 2u);
        QCOMPARE(heard.text(), "hi");
        f.channels[0]->sayEnd();
        QVERIFY(heard.hasFinished());
        QVERIFY(f.channels[0]->ended); // it serves no second conversation
        QCOMPARE(f.pool.counts().warm, 1);
    }

    void theHistoryIsWrittenStepByStep()
    {
        Fixture f(limits(1, 0, 0));
        f.ready();
        auto request = ask("u2");
        request.messages.insert(request.messages.begin(),
            {{chat::Role::User, {chat::Text{"u1"}}}, {chat::Role::Assistant, {chat::Text{"a1"}}}});
        Heard heard(f.ask(request));
        auto *channel = f.channels[0].data();
        QVERIFY(channel->written.contains("u1"));
        QVERIFY(!channel->written.contains("a1"));
        channel->sayAccepted();
        QVERIFY(channel->written.contains("a1"));
        QVERIFY(channel->written.contains("u2"));
        channel->sayAnswer("done");
        channel->sayEnd();
        QVERIFY(heard.hasFinished());
        QCOMPARE(heard.text(), "done");
    }

    void requestsWaitInOrderAndOneTooManyIsRefused()
    {
        Fixture f(limits(2, 2, 0));
        f.ready();
        std::vector<std::unique_ptr<Heard>> heard;
        for (const auto *text : {"r0", "r1", "r2", "r3", "r4"})
            heard.push_back(std::make_unique<Heard>(f.ask(ask(text))));
        QCOMPARE(f.channels.size(), 2u);
        QCOMPARE(f.pool.counts().queued, 2);
        QVERIFY(!heard[4]->error()); // nothing is emitted inside the call that asks
        QTRY_VERIFY(heard[4]->error());
        QCOMPARE(heard[4]->error()->kind, chat::ErrorKind::QueueFull);
        QVERIFY(heard[4]->error()->retryAfter.has_value());
        for (std::size_t at = 0; at < 2; ++at) {
            f.channels[at]->sayAnswer("x");
            f.channels[at]->sayEnd();
            f.channels[at]->close();
            QTRY_COMPARE(f.channels.size(), at + 3);
            QVERIFY(f.channels[at + 2]->written.contains(at == 0 ? "r2" : "r3"));
        }
        QCOMPARE(f.pool.counts().queued, 0);
    }

    // Neither whose process starts nor, before it is known what to start, who will have one at once.
    void theQueueIsOfThoseWhoHaveToWait()
    {
        Fixture f(limits(2, 1, 0));
        std::vector<std::unique_ptr<Heard>> heard;
        const auto another = [&] {
            heard.push_back(std::make_unique<Heard>(f.ask(ask("hello"))));
            QCoreApplication::processEvents();
            return !heard.back()->error();
        };
        QVERIFY(another() && another() && another());
        QVERIFY(!another());
        f.ready();
        QCOMPARE(f.channels.size(), 2u); // which have not said a word
        QCOMPARE(f.pool.counts().queued, 1);
        heard[2].reset();
        QVERIFY(another());
        QVERIFY(!another());
    }

    void aCancelledRequestLeavesTheQueueAndARunningOneEndsItsProcess()
    {
        Fixture f(limits(1, 1, 0));
        f.ready();
        auto running = std::make_unique<Heard>(f.ask(ask("first")));
        auto waiting = std::make_unique<Heard>(f.ask(ask("second")));
        QCOMPARE(f.pool.counts().queued, 1);
        waiting.reset();
        QCOMPARE(f.pool.counts().queued, 0);
        Heard third(f.ask(ask("third")));
        running.reset();
        QVERIFY(f.channels[0]->ended);
        f.channels[0]->close();
        QTRY_COMPARE(f.channels.size(), 2u);
        QVERIFY(f.channels[1]->written.contains("third"));
        QVERIFY(!f.channels[1]->written.contains("second"));
    }

    void otherLimitsHoldAtOnce()
    {
        Fixture f(limits(1, 5, 0));
        f.ready();
        Heard first(f.ask(ask("first")));
        Heard second(f.ask(ask("second")));
        QCOMPARE(f.pool.counts().queued, 1);
        f.pool.setSettings(limits(2, 0, 0));
        QCOMPARE(f.pool.counts().queued, 0);
        QCOMPARE(f.channels.size(), 2u);
        QVERIFY(f.channels[1]->written.contains("second"));
        Heard third(f.ask(ask("third")));
        QTRY_VERIFY(third.error());
        QCOMPARE(third.error()->kind, chat::ErrorKind::QueueFull);
        f.pool.setSettings(limits(4, 0, 2));
        QCOMPARE(f.pool.counts().warm, 2);
        f.pool.setSettings(limits(4, 0, 0));
        QCOMPARE(f.pool.counts().warm, 0);
        QCOMPARE(f.pool.counts().busy, 2);
    }

    void whatWasStartedOtherwiseEnds()
    {
        Fixture f(limits(3, 0, 1));
        f.ready();
        f.ready(); // the same once more
        QCOMPARE(f.channels.size(), 1u);
        QVERIFY(!f.channels[0]->ended);
        f.launch.program = u"/elsewhere/claude"_s;
        f.ready();
        QVERIFY(f.channels[0]->ended);
        QCOMPARE(f.channels.size(), 2u);
        QCOMPARE(f.launches[1].program, u"/elsewhere/claude"_s);
    }

    void aDeathIsTheLastEventWhateverCameBefore_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::newRow("before the first delta") << false;
        QTest::newRow("after it") << true;
    }
    void aDeathIsTheLastEventWhateverCameBefore()
    {
        QFETCH(bool, answered);
        Fixture f(limits(1, 0, 0));
        f.ready();
        Heard heard(f.ask(ask("hello")));
        if (answered)
            f.channels[0]->sayAnswer("half");
        f.channels[0]->close("claude ended with exit code 3: last words");
        QVERIFY(heard.error());
        QCOMPARE(heard.error()->kind, chat::ErrorKind::CliFailed);
        QVERIFY(heard.error()->message.contains("last words"));
        QCOMPARE(heard.ends(), 1);
        QTRY_COMPARE(f.pool.counts().busy + f.pool.counts().ending, 0);
    }

    // What the process writes to its error output may be read after the line that came later.
    void whyASchemaIsRejectedIsWaitedForWhileTheProcessEnds()
    {
        Fixture f(limits(1, 0, 0));
        f.ready();
        auto request = ask("hello");
        request.output = chat::OutputSchema{.schema = R"({"type":"nosuch"})"};
        Heard heard(f.ask(std::move(request)));
        auto &channel = *f.channels[0];
        channel.say("{\"type\":\"system\",\"subtype\":\"init\",\"tools\":[]}\n");
        QVERIFY(channel.ended && channel.endedAtOnce);
        QVERIFY(heard.events.empty());
        channel.errors = "[ERROR] structured output disabled: unknown type nosuch\n[ERROR] something else\n";
        channel.close("claude was ended by a signal");
        QVERIFY(heard.error());
        QCOMPARE(heard.error()->kind, chat::ErrorKind::InvalidRequest);
        QVERIFY(heard.error()->message.endsWith("unknown type nosuch"));
        QCOMPARE(heard.ends(), 1);
        QTRY_COMPARE(f.pool.counts().busy + f.pool.counts().ending, 0);
        QCOMPARE(f.pool.tally().crashed, 0);
    }

    void aWarmProcessThatWasDeadAlreadyLosesNoRequest()
    {
        Fixture f(limits(2, 2, 1));
        f.ready();
        Heard heard(f.ask(ask("hello")));
        f.channels[0]->close("it was dead");
        QTRY_VERIFY(f.channels.size() >= 2u);
        QVERIFY(heard.events.empty());
        QVERIFY(f.channels[1]->written.contains("hello"));
        f.channels[1]->close("and so is this one"); // which was started for the request: no third try
        QVERIFY(heard.error());
        QCOMPARE(heard.error()->message, "and so is this one");
    }

    void aTurnThatTheCliWouldContinueIsEndedAtOnce()
    {
        Fixture f(limits(2, 2, 0));
        f.ready();
        Heard cut(f.ask(ask("cut")));
        f.channels[0]->sayAnswer("half");
        f.channels[0]->say(
            R"({"type":"stream_event","event":{"type":"message_delta","delta":{"stop_reason":"max_tokens"}}})"
            "\n");
        QVERIFY(cut.hasFinished());
        QVERIFY(f.channels[0]->endedAtOnce);
        Heard whole(f.ask(ask("whole")));
        f.channels[1]->sayAnswer("all");
        f.channels[1]->sayEnd();
        QVERIFY(f.channels[1]->ended && !f.channels[1]->endedAtOnce);
    }

    void aLateAnswerIsCutOff()
    {
        auto settings = limits(1, 1, 0);
        settings.requestTimeout = 1s;
        Fixture f(settings);
        f.ready();
        Heard running(f.ask(ask("first")));
        Heard waiting(f.ask(ask("second")));
        f.channels[0]->sayAnswer("half");
        QTRY_VERIFY(running.error() && waiting.error());
        QCOMPARE(running.error()->kind, chat::ErrorKind::TimedOut);
        QCOMPARE(waiting.error()->kind, chat::ErrorKind::TimedOut);
        QVERIFY(f.channels[0]->ended);
        QCOMPARE(f.pool.counts().queued, 0);
    }

    void nothingIsStartedAheadWhenLoggedOut()
    {
        Fixture f(limits(4, 4, 2));
        f.ready(false);
        QVERIFY(f.channels.empty());
        Heard heard(f.ask(ask("hello"))); // but it is tried
        QCOMPARE(f.channels.size(), 1u);
    }

    void withoutClaudeRequestsFailAndBeforeItIsKnownTheyWait()
    {
        Fixture f(limits(4, 4, 1));
        Heard early(f.ask(ask("early")));
        QVERIFY(f.channels.empty());
        f.pool.setUnavailable({.kind = chat::ErrorKind::CliMissing, .message = "none"});
        QTRY_VERIFY(early.error());
        QCOMPARE(early.error()->kind, chat::ErrorKind::CliMissing);
        Heard late(f.ask(ask("late")));
        QTRY_VERIFY(late.error());
        f.pool.setUnknown();
        Heard again(f.ask(ask("again")));
        f.ready();
        QVERIFY(f.channels[0]->written.contains("again"));
    }

    void whatDiesUnaskedIsNotStartedAgainAtOnce()
    {
        Fixture f(limits(4, 4, 1));
        QSignalSpy failed(&f.pool, &agent::Pool::warmFailed);
        f.ready();
        f.channels[0]->close("broken");
        QCOMPARE(failed.size(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(f.channels.size(), 1u);
        QTRY_COMPARE_WITH_TIMEOUT(f.channels.size(), 2u, 3000);
        f.channels[1]->close("broken");
        QTest::qWait(1200); // the second time it takes longer: two seconds
        QCOMPARE(f.channels.size(), 2u);
    }

    void whereTheModelIsALaunchFlagAWarmProcessOfAnotherGivesWay()
    {
        Fixture f(limits(1, 1, 1), {.quietModelChange = false});
        f.ready();
        QCOMPARE(f.channels.size(), 1u);
        Heard heard(f.ask(ask("hello", "opus")));
        QVERIFY(f.channels[0]->ended);
        f.channels[0]->close();
        QTRY_COMPARE(f.channels.size(), 2u);
        QVERIFY(f.launches[1].arguments.contains("--model=opus"_L1));
        QVERIFY(f.channels[1]->written.contains("hello"));
    }

    void stoppingLetsAnswersFinishAndRefusesTheRest()
    {
        Fixture f(limits(1, 1, 1));
        QSignalSpy stopped(&f.pool, &agent::Pool::stopped);
        f.ready();
        Heard running(f.ask(ask("first")));
        Heard waiting(f.ask(ask("second")));
        f.channels[0]->sayAnswer("half");
        f.pool.stop(10s);
        QTRY_VERIFY(waiting.error());
        QCOMPARE(waiting.error()->kind, chat::ErrorKind::Stopping);
        QVERIFY(!f.channels[0]->ended);
        f.channels[0]->sayEnd();
        QVERIFY(running.hasFinished());
        f.channels[0]->close();
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(f.channels.size(), 1u);
    }

    void stoppingCutsWhatTakesTooLong()
    {
        Fixture f(limits(1, 1, 0));
        f.ready();
        Heard running(f.ask(ask("first")));
        f.channels[0]->sayAnswer("half");
        f.pool.stop(20ms);
        QTRY_VERIFY(running.error());
        QVERIFY(f.channels[0]->ended);
    }

    void whatTheCliAsksOfTheRelayIsRefused()
    {
        Fixture f(limits(1, 1, 0));
        f.ready();
        Heard heard(f.ask(ask("first")));
        f.channels[0]->written.clear();
        f.channels[0]->say(R"({"type":"control_request","request_id":"7","request":{"subtype":"read_mind"}})"
                           "\n");
        QVERIFY(f.channels[0]->written.contains(R"("subtype":"error","request_id":"7")"));
    }

    void aTurnMayBeDestroyedByWhoHearsItsEvents()
    {
        Fixture f(limits(1, 1, 0));
        f.ready();
        auto turn = f.ask(ask("first"));
        connect(turn.get(), &agent::Turn::received, this, [&turn] { turn.reset(); });
        f.channels[0]->sayAnswer("x");
        QVERIFY(!turn);
        QVERIFY(f.channels[0]->ended);
    }
};

QTEST_GUILESS_MAIN(AgentPool)
#include "pool.moc"
