#include "pool_fixture.h"

#include <QSignalSpy>
#include <QTest>

namespace {

settings::Claude keeping(int maxSessions)
{
    auto claude = limits(maxSessions, 8, 0);
    claude.keep = 60s;
    claude.toolWait = 60s;
    return claude;
}

chat::Request withTool(const QByteArray &text)
{
    auto request = ask(text);
    request.tools = {{"f", "does f", R"({"type":"object"})"}};
    return request;
}

// The request after the answer "hi".
chat::Request after(chat::Request request, const QByteArray &answer, const QByteArray &next)
{
    request.messages.push_back({chat::Role::Assistant, {chat::Text{answer}}});
    request.messages.push_back({chat::Role::User, {chat::Text{next}}});
    return request;
}

chat::Request withResult(chat::Request request, const QByteArray &id, const QByteArray &result)
{
    request.messages.push_back({chat::Role::Assistant, {chat::ToolUse{id, "f", "{}"}}});
    request.messages.push_back({chat::Role::User, {chat::ToolResult{id, {chat::Text{result}}}}});
    return request;
}

void answer(ScriptChannel *channel, const QByteArray &text)
{
    channel->sayAnswer(text);
    channel->sayEnd();
}

} // namespace

class AgentPoolKept : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNextQuestionGoesToTheSessionThatHasAnswered()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        QVERIFY(first.hasFinished());
        QCOMPARE(f.pool.counts().kept, 1);
        f.channels[0]->written.clear();
        Heard second(f.ask(after(ask("one"), "hi", "two")));
        QCOMPARE(f.channels.size(), 1u);
        QCOMPARE(f.channels[0]->written.count('\n'), 1); // just the question
        QVERIFY(f.channels[0]->written.contains("two"));
        answer(f.channels[0], "ho");
        QVERIFY(second.hasFinished());
        QCOMPARE(second.text(), "ho");
    }
    void anotherConversationGetsAProcessOfItsOwn()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        Heard other(f.ask(after(ask("one"), "hello", "two")));
        QCOMPARE(f.channels.size(), 2u);
        f.channels[1]->sayAccepted();
        QVERIFY(f.channels[1]->written.contains("hello"));
    }
    void onlyOneRequestGetsTheSession()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        Heard second(f.ask(after(ask("one"), "hi", "two")));
        Heard third(f.ask(after(ask("one"), "hi", "two")));
        QCOMPARE(f.channels.size(), 2u);
    }
    void otherParametersAreSetBefore()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        f.channels[0]->written.clear();
        auto next = after(ask("one"), "hi", "two");
        next.parameters.maxTokens = 5000;
        Heard second(f.ask(next));
        QVERIFY(f.channels[0]->written.contains("apply_flag_settings"));
        QVERIFY(f.channels[0]->written.contains(R"({\"max_tokens\":5000})"));
    }
    void theResultGoesToTheSessionThatWaitsForIt()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(withTool("one")));
        f.channels[0]->sayCall("t1");
        QVERIFY(first.hasFinished());
        QCOMPARE(std::get<chat::Finished>(first.events.back()).reason, chat::StopReason::ToolUse);
        QCOMPARE(std::get<chat::Finished>(first.events.back()).usage.output, 3);
        QCOMPARE(f.pool.counts().waiting, 1);
        f.channels[0]->written.clear();
        Heard second(f.ask(withResult(withTool("one"), "t1", "sun")));
        QCOMPARE(f.channels.size(), 1u);
        QVERIFY(f.channels[0]->written.contains(R"("request_id":"call-t1")"));
        QVERIFY(f.channels[0]->written.contains(R"({"type":"text","text":"sun"})"));
        answer(f.channels[0], "sunny");
        QVERIFY(second.hasFinished());
        QCOMPARE(second.text(), "sunny");
    }
    void aResultMayComeBeforeTheCliAsksForIt()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(withTool("one")));
        f.channels[0]->sayCall("t1", false);
        QVERIFY(first.hasFinished());
        f.channels[0]->written.clear();
        Heard second(f.ask(withResult(withTool("one"), "t1", "sun")));
        QVERIFY(f.channels[0]->written.isEmpty());
        f.channels[0]->sayWantsResult("t1");
        QVERIFY(f.channels[0]->written.contains("sun"));
        answer(f.channels[0], "sunny");
        QVERIFY(second.hasFinished());
    }
    void aSessionThatDiedWhileItWaitedLosesNothing()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(withTool("one")));
        f.channels[0]->sayCall("t1");
        Heard second(f.ask(withResult(withTool("one"), "t1", "sun")));
        f.channels[0]->close();
        QTRY_COMPARE(f.channels.size(), 2u);
        f.channels[1]->sayAccepted();
        QVERIFY(f.channels[1]->written.contains(R"("tool_use_id":"t1")"));
        answer(f.channels[1], "sunny");
        QVERIFY(second.hasFinished());
    }
    void aSessionThatGoesOnByItselfIsNoLongerKept()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        f.channels[0]->sayAnswer("and another thing");
        QVERIFY(f.channels[0]->ended);
        Heard second(f.ask(after(ask("one"), "hi", "two")));
        QCOMPARE(f.channels.size(), 2u);
    }
    void keptOnesGiveWayTheLongestIdleFirst()
    {
        Fixture f(keeping(2));
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        QTest::qWait(5); // so that one has been idle for longer
        Heard second(f.ask(ask("two")));
        answer(f.channels[1], "hi");
        Heard third(f.ask(ask("three")));
        QVERIFY(f.channels[0]->ended);
        QVERIFY(!f.channels[1]->ended);
        f.channels[0]->close();
        QTRY_COMPARE(f.channels.size(), 3u);
        QVERIFY(f.channels[2]->written.contains("three"));
    }
    void oneThatWaitsForToolsGivesWayAtOnce()
    {
        Fixture f(keeping(1));
        f.ready();
        Heard first(f.ask(withTool("one")));
        f.channels[0]->sayCall("t1");
        Heard second(f.ask(ask("two")));
        QVERIFY(f.channels[0]->ended);
        QVERIFY(f.channels[0]->endedAtOnce); // or it might still ask the API
        f.channels[0]->close();
        QTRY_COMPARE(f.channels.size(), 2u);
    }
    void noMoreAreKeptThanMayBe()
    {
        auto settings = keeping(8);
        settings.keepMax = 1;
        settings.toolWaitMax = 0;
        Fixture f(settings);
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        QTest::qWait(5); // so that one has been idle for longer
        Heard second(f.ask(ask("two")));
        answer(f.channels[1], "hi");
        QVERIFY(f.channels[0]->ended);
        QVERIFY(!f.channels[1]->ended);
        Heard third(f.ask(withTool("three")));
        f.channels[2]->sayCall("t1");
        QVERIFY(third.hasFinished());
        QVERIFY(f.channels[2]->ended);
    }
    void keptOnesLeaveRoomForNewConversations()
    {
        auto settings = keeping(3);
        settings.warm = 1;
        Fixture f(settings);
        f.ready();
        for (int number = 0; number < 3; ++number) {
            Heard heard(f.ask(ask(QByteArray::number(number))));
            const auto asked = std::ranges::find_if(f.channels, [](const auto &channel) {
                return channel && !channel->ended && channel->written.contains("user") && !channel->answered;
            });
            QVERIFY(asked != f.channels.end());
            (*asked)->answered = true;
            answer(*asked, "hi");
            for (const auto &channel : f.channels) {
                if (channel && channel->ended)
                    channel->close();
            }
            QTRY_COMPARE(f.pool.counts().warm, 1);
        }
        QCOMPARE(f.pool.counts().kept, 2);
    }
    void whatIsKeptTooLongEnds()
    {
        auto settings = keeping(8);
        settings.keep = 1s;
        Fixture f(settings);
        f.ready();
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        QVERIFY(!f.channels[0]->ended);
        QTRY_VERIFY(f.channels[0]->ended);
    }
    void failedAnswersAreNotKept()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(ask("one")));
        f.channels[0]->sayRefused("prompt: is no good");
        QVERIFY(first.error());
        QCOMPARE(first.error()->kind, chat::ErrorKind::InvalidRequest);
        QVERIFY(f.channels[0]->ended);
        QCOMPARE(f.channels.size(), 1u); // and not tried again
    }
    void whatTheApiDoesNotTakeIsLeftOutOnce()
    {
        auto settings = keeping(8);
        settings.forwardSampling = true;
        Fixture f(settings);
        f.ready();
        auto request = ask("one");
        request.parameters.temperature = 0.5;
        Heard heard(f.ask(request));
        QVERIFY(f.channels[0]->written.contains("temperature"));
        f.channels[0]->sayRefused("API Error: 400 temperature: is not taken by this model");
        QVERIFY(!heard.error());
        QTRY_COMPARE(f.channels.size(), 2u);
        QVERIFY(!f.channels[1]->written.contains("temperature"));
        answer(f.channels[1], "hi");
        QVERIFY(heard.hasFinished());
        QVERIFY(std::get<chat::Started>(heard.events.front()).leftOut
            == std::vector{chat::Parameter::Temperature});
    }
    void eachIsLeftOutOnItsOwn()
    {
        auto settings = keeping(8);
        settings.forwardSampling = true;
        Fixture f(settings);
        f.ready();
        auto request = ask("one");
        request.parameters.temperature = 0.5;
        request.parameters.topP = 0.5;
        Heard heard(f.ask(request));
        f.channels[0]->sayRefused("API Error: 400 temperature: no");
        QTRY_COMPARE(f.channels.size(), 2u);
        f.channels[1]->sayRefused("API Error: 400 top_p: no");
        QTRY_COMPARE(f.channels.size(), 3u);
        answer(f.channels[2], "hi");
        QVERIFY(heard.hasFinished());
    }
    void itIsNotLeftOutTwice()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard heard(f.ask(ask("one")));
        f.channels[0]->sayRefused("API Error: 400 thinking: no");
        QTRY_COMPARE(f.channels.size(), 2u);
        QVERIFY(f.channels[1]->written.contains(R"("CLAUDE_CODE_DISABLE_THINKING":"1")"));
        f.channels[1]->sayRefused("API Error: 400 thinking: no");
        QVERIFY(heard.error());
        QCOMPARE(heard.ends(), 1);
    }
    void aForcedCallThatIsRefusedBecomesAnInstruction()
    {
        Fixture f(keeping(8));
        f.ready();
        auto request = withTool("one");
        request.toolChoice = {chat::ToolChoice::Mode::Required, "f"};
        Heard heard(f.ask(request));
        QVERIFY(f.channels[0]->written.contains(R"(\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"})"));
        f.channels[0]->sayRefused("API Error: 400 tool_choice: no");
        QTRY_COMPARE(f.channels.size(), 2u);
        QVERIFY(!f.channels[1]->written.contains("tool_choice"));
        QVERIFY(f.channels[1]->written.contains("You must call the tool f now."));
    }
    void whatWasSaidInWordsHoldsForThatSessionOnly()
    {
        auto settings = keeping(8);
        settings.clientTools = settings::ClientTools::Beside;
        Fixture f(settings);
        f.ready();
        auto request = withTool("one");
        request.toolChoice.mode = chat::ToolChoice::Mode::Required;
        Heard first(f.ask(request));
        QVERIFY(f.channels[0]->written.contains("You must call at least one"));
        f.channels[0]->sayCall("t1", true, "mcp__claude_relay__");
        QVERIFY(first.hasFinished());
        Heard second(f.ask(withResult(withTool("one"), "t1", "sun")));
        QCOMPARE(f.channels.size(), 2u);
        QVERIFY(!f.channels[1]->written.contains("You must call"));
    }
    void anotherEffortNeedsAnotherTurn()
    {
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(withTool("one")));
        f.channels[0]->sayCall("t1");
        auto next = withResult(withTool("one"), "t1", "sun");
        next.parameters.effort = chat::Effort::Low;
        Heard second(f.ask(next));
        QCOMPARE(f.channels.size(), 2u);
    }
    void aCallThatTheCliAnswersItselfIsNotWaitedFor_data()
    {
        QTest::addColumn<bool>("inOneRead");
        QTest::newRow("later") << false;
        QTest::newRow("read together with the call") << true;
    }
    void aCallThatTheCliAnswersItselfIsNotWaitedFor()
    {
        QFETCH(bool, inOneRead);
        Fixture f(keeping(8));
        f.ready();
        Heard first(f.ask(withTool("one")));
        if (inOneRead)
            f.channels[0]->hold();
        f.channels[0]->sayCall("t1");
        f.channels[0]->say(
            R"({"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"no"}]},"parent_tool_use_id":null})"
            "\n");
        f.channels[0]->release();
        QVERIFY(first.hasFinished());
        QVERIFY(f.channels[0]->endedAtOnce);
        Heard second(f.ask(withResult(withTool("one"), "t1", "sun")));
        QCOMPARE(f.channels.size(), 2u);
    }
    void strictRequestsFailRatherThanLoseAParameter()
    {
        Fixture f(keeping(8));
        f.ready();
        auto request = ask("one");
        request.strict = true;
        request.parameters.temperature = 0.5;
        Heard heard(f.ask(request));
        QTRY_VERIFY(heard.error());
        QVERIFY(heard.error()->parameter == chat::Parameter::Temperature);
        QVERIFY(f.channels.empty());
    }
    void stoppingEndsWhatIsKept()
    {
        Fixture f(keeping(8));
        f.ready();
        QSignalSpy stopped(&f.pool, &agent::Pool::stopped);
        Heard first(f.ask(ask("one")));
        answer(f.channels[0], "hi");
        Heard second(f.ask(withTool("two")));
        f.channels[1]->sayCall("t1");
        f.pool.stop(60s);
        QVERIFY(f.channels[0]->ended);
        QVERIFY(f.channels[1]->ended);
        f.channels[0]->close();
        f.channels[1]->close();
        QTRY_COMPARE(stopped.count(), 1);
    }
    void toolsGetACleanProcess()
    {
        auto settings = limits(8, 8, 1);
        Fixture f(settings);
        f.ready();
        QVERIFY(f.launches[0].wish.kind == cli::LaunchKind::Full);
        Heard heard(f.ask(withTool("one")));
        QCOMPARE(f.channels.size(), 2u);
        QVERIFY(f.launches[1].wish.kind == cli::LaunchKind::Clean);
        QVERIFY(f.launches[1].arguments.contains(u"--safe-mode"_s));
        f.channels[1]->sayCall("t1");
        QTRY_VERIFY(f.channels[0]->ended); // the next one is started for the same
        QTRY_COMPARE(f.launches.size(), 3u);
        QVERIFY(f.launches[2].wish.kind == cli::LaunchKind::Clean);
    }
};

QTEST_GUILESS_MAIN(AgentPoolKept)
#include "pool_kept.moc"
