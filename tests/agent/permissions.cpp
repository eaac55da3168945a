#include "permission_fixture.h"

#include <QTest>

using agent::Decision;
using settings::Tools;

class AgentPermissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUserIsAskedWithAllThatMatters()
    {
        Asked f;
        f.channels[0]->say(
            wants("1", "Bash", Call, R"("description":"test","decision_reason":"because",)" + Suggested));
        QCOMPARE(f.questions.size(), 1);
        const auto &question = f.questions.first();
        QCOMPARE(question.tool, "Bash");
        QCOMPARE(question.input, Call);
        QCOMPARE(question.description, "test");
        QCOMPARE(question.reason, "because");
        QCOMPARE(question.client, "aider/1");
        QCOMPARE(question.key, "laptop");
        QCOMPARE(question.folder, u"/work"_s);
        QCOMPARE(question.rules, QByteArrayList{"Bash(npm test *)"});
        QVERIFY(f.answer("1").isEmpty()); // it waits
        QCOMPARE(f.approvals.count(), 1);
    }

    void onceIsOnce()
    {
        Asked f;
        f.channels[0]->say(wants("1", "Bash", Call, Suggested));
        f.approvals.decide(f.questions.first().number, Decision::Once);
        QCOMPARE(f.answer("1")["behavior"_L1].toString(), u"allow"_s);
        QVERIFY(f.channels[0]->written.contains("\"updatedInput\":" + Call));
        QVERIFY(!f.answer("1").contains("updatedPermissions"_L1));
        QCOMPARE(f.gone.size(), 1);
        f.channels[0]->say(wants("2", "Bash", Call, Suggested));
        QCOMPARE(f.questions.size(), 2);
    }

    void aConversationRemembersTheCallAndLeavesRulesToTheCli()
    {
        Asked f;
        f.channels[0]->say(wants("1", "Bash", Call, Suggested));
        f.approvals.decide(f.questions.first().number, Decision::Conversation);
        const auto updates = f.answer("1")["updatedPermissions"_L1].toArray();
        QCOMPARE(updates.size(), 1); // neither the folder nor the mode
        QCOMPARE(updates[0]["destination"_L1].toString(), u"session"_s);
        QCOMPARE(updates[0]["rules"_L1][0]["ruleContent"_L1].toString(), u"npm test *"_s);
        f.channels[0]->say(wants("2", "Bash", Call, Suggested));
        QCOMPARE(f.answer("2")["behavior"_L1].toString(), u"allow"_s);
        f.channels[0]->say(wants("3", "Bash", R"({"command":"npm test > /etc/passwd"})", Suggested));
        QCOMPARE(f.questions.size(), 2);
        // Of a file, whatever is changed in it.
        f.channels[0]->say(wants("4", "Edit", R"({"file_path":"/a","old_string":"x","new_string":"y"})"));
        f.approvals.decide(f.questions.last().number, Decision::Conversation);
        f.channels[0]->say(wants("5", "Edit", R"({"file_path":"/a","old_string":"p","new_string":"q"})"));
        QCOMPARE(f.answer("5")["behavior"_L1].toString(), u"allow"_s);
        f.channels[0]->say(wants("6", "Edit", R"({"file_path":"/b","old_string":"p","new_string":"q"})"));
        QVERIFY(f.answer("6").isEmpty());
    }

    void alwaysIsForTheFolderWhateverWasSuggested()
    {
        Asked f;
        f.channels[0]->say(wants("1", "Bash", Call, Suggested));
        f.approvals.decide(f.questions.first().number, Decision::Folder);
        const auto updates = f.answer("1")["updatedPermissions"_L1].toArray();
        QCOMPARE(updates.size(), 1);
        QCOMPARE(updates[0]["destination"_L1].toString(), u"localSettings"_s);
    }

    void rulesThatOpenAllOfAToolAreNone_data()
    {
        QTest::addColumn<QByteArray>("suggestion");
        QTest::addColumn<QByteArrayList>("rules");
        QTest::newRow("all of a tool")
            << QByteArray(R"({"type":"addRules","rules":[{"toolName":"Bash"}],"behavior":"allow"})")
            << QByteArrayList();
        QTest::newRow("a tool of a server")
            << QByteArray(R"({"type":"addRules","rules":[{"toolName":"mcp__a__b"}],"behavior":"allow"})")
            << QByteArrayList{"mcp__a__b"};
        QTest::newRow("a denial") << QByteArray(
            R"({"type":"addRules","rules":[{"toolName":"Bash","ruleContent":"x"}],"behavior":"deny"})")
                                  << QByteArrayList();
        QTest::newRow("no object") << QByteArray("7") << QByteArrayList();
        QTest::newRow("half of them") << QByteArray(
            R"({"type":"addRules","rules":[{"toolName":"Bash","ruleContent":"x"},{"toolName":"Read"}],"behavior":"allow"})")
                                      << QByteArrayList();
    }
    void rulesThatOpenAllOfAToolAreNone()
    {
        QFETCH(QByteArray, suggestion);
        QFETCH(QByteArrayList, rules);
        Asked f;
        f.channels[0]->say(wants("1", "Bash", Call, "\"permission_suggestions\":[" + suggestion + ']'));
        QCOMPARE(f.questions.size(), 1);
        QCOMPARE(f.questions.first().rules, rules);
    }

    void denyTellsTheModelWhy()
    {
        Asked f;
        f.channels[0]->say(wants("1"));
        f.approvals.decide(f.questions.first().number, Decision::Deny);
        QCOMPARE(f.answer("1")["behavior"_L1].toString(), u"deny"_s);
        QVERIFY(!f.answer("1")["message"_L1].toString().isEmpty());
        f.approvals.decide(f.questions.first().number, Decision::Once); // too late
        QCOMPARE(f.channels[0]->written.count('\n'), 1);
    }

    void withNobodyThereItIsDenied()
    {
        Asked f(Tools::Ask, false);
        f.channels[0]->say(wants("1"));
        QTRY_COMPARE(f.answer("1")["behavior"_L1].toString(), u"deny"_s);
        QVERIFY(f.questions.isEmpty());
    }

    void inTimeOrNotAtAll()
    {
        Asked f;
        f.approvals.setTime(1s);
        f.channels[0]->say(wants("1"));
        QTRY_COMPARE(f.answer("1")["behavior"_L1].toString(), u"deny"_s);
        QCOMPARE(f.gone.size(), 1);
    }

    void allIsAllOnlyAsLongAsItIsSet()
    {
        Asked f(Tools::All);
        f.channels[0]->say(wants("1"));
        QCOMPARE(f.answer("1")["behavior"_L1].toString(), u"allow"_s);
        auto narrower = limits(2, 2, 0);
        narrower.tools = Tools::Ask;
        f.pool.setSettings(narrower);
        f.channels[0]->say(wants("2"));
        QVERIFY(f.answer("2").isEmpty());
        QCOMPARE(f.questions.size(), 1);
    }

    void whoLeavesIsNotAskedFor()
    {
        Asked f;
        f.channels[0]->say(wants("1"));
        f.heard.reset();
        QCOMPARE(f.gone.size(), 1);
        QCOMPARE(f.approvals.count(), 0);
        QVERIFY(f.channels[0]->ended);
    }

    void theCliTakesAQuestionBack()
    {
        Asked f;
        f.channels[0]->say(wants("1"));
        f.channels[0]->say(R"({"type":"control_cancel_request","request_id":"1"})"
                           "\n");
        QCOMPARE(f.gone.size(), 1);
        f.approvals.decide(f.questions.first().number, Decision::Once);
        QVERIFY(f.answer("1").isEmpty());
    }

    // The second is denied, and nothing of it is kept that could be called when the session is gone.
    void oneIdIsForOneQuestion()
    {
        Asked f;
        f.channels[0]->say(wants("1") + wants("1", "Bash", R"({"command":"id"})"));
        QCOMPARE(f.questions.size(), 1);
        QCOMPARE(f.questions.first().input, Call);
        QCOMPARE(f.answer("1")["behavior"_L1].toString(), u"deny"_s);
        QCOMPARE(f.channels[0]->written.count('\n'), 1);
        f.channels[0]->say(wants(""));
        QCOMPARE(f.questions.size(), 1);
        f.heard.reset();
        QCOMPARE(f.gone, QList<qint64>{f.questions.first().number});
        QCOMPARE(f.approvals.count(), 0);
        f.approvals.decide(f.questions.first().number, Decision::Once); // nobody hears it
        QCOMPARE(f.channels[0]->written.count('\n'), 2);
    }

    void aQuestionForAnswersIsNoneForPermission()
    {
        Asked f(Tools::All);
        f.channels[0]->say(wants("1", "AskUserQuestion", "{}", R"("requires_user_interaction":true)"));
        QCOMPARE(f.answer("1")["behavior"_L1].toString(), u"deny"_s);
        f.channels[0]->say(wants("2", "Bash", "7"));
        QCOMPARE(f.answer("2")["behavior"_L1].toString(), u"deny"_s);
    }

    // The same words by another key are not the same conversation.
    void anotherKeyGetsAProcessOfItsOwn()
    {
        Asked f;
        f.channels[0]->sayAnswer("hi");
        f.channels[0]->sayEnd();
        QVERIFY(f.heard->hasFinished());
        QCOMPARE(f.pool.counts().kept, 1);
        auto next = ::ask("do it");
        next.messages.push_back({chat::Role::Assistant, {chat::Text{"hi"}}});
        next.messages.push_back({chat::Role::User, {chat::Text{"more"}}});
        agent::Permit permit{.key = "other", .client = "aider/1", .tools = Tools::Ask, .folder = u"/work"_s};
        Heard other(f.ask(next, permit));
        QCOMPARE(f.channels.size(), 2u);
        permit.key = "laptop";
        permit.folder = u"/elsewhere"_s;
        Heard elsewhere(f.ask(next, permit));
        QVERIFY(f.channels.size() == 3u || f.pool.counts().queued == 1);
    }

    void aClientHasItsShareOfTheQueue()
    {
        auto settings = limits(1, 10, 0);
        settings.clientShare = 1;
        Fixture f(settings);
        f.ready();
        Heard running(f.ask(::ask("1"), {.client = "a"}));
        Heard waiting(f.ask(::ask("2"), {.client = "a"}));
        Heard tooMany(f.ask(::ask("3"), {.client = "a"}));
        Heard another(f.ask(::ask("4"), {.client = "b"}));
        QTRY_VERIFY(tooMany.error());
        QVERIFY(tooMany.error()->kind == chat::ErrorKind::QueueFull);
        QVERIFY(tooMany.error()->message.contains("of this client"));
        QVERIFY(!waiting.error() && !another.error());
    }
};

QTEST_GUILESS_MAIN(AgentPermissions)
#include "permissions.moc"
