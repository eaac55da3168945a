#include "permission_fixture.h"

#include <QTest>

using agent::Decision;
using settings::Key;
using settings::Tools;

namespace {

const Key Laptop{.name = "laptop",
    .secret = "sk-0123456789abcdef",
    .models = {"haiku", "opus"},
    .tools = {},
    .folder = u"/work"_s};
const Key Other{.name = "other", .secret = "sk-other-0123456789", .models = {}, .tools = {}, .folder = {}};

settings::Claude keeping(int maxSessions, Tools tools = Tools::Ask)
{
    auto claude = limits(maxSessions, 8, 0);
    claude.keep = claude.toolWait = 60s;
    claude.tools = tools;
    return claude;
}

agent::Permit by(const Key &key, Tools tools = Tools::Ask)
{
    return {.key = key.name, .tools = tools, .folder = u"/work"_s};
}

bool isRemoved(const Heard &heard)
{
    return heard.error() && heard.error()->kind == chat::ErrorKind::KeyRemoved && heard.ends() == 1;
}

chat::Request afterHi(const QByteArray &asked)
{
    auto next = ask(asked);
    next.messages.push_back({chat::Role::Assistant, {chat::Text{"hi"}}});
    next.messages.push_back({chat::Role::User, {chat::Text{"more"}}});
    return next;
}

void answer(ScriptChannel *channel)
{
    channel->sayAnswer("hi");
    channel->sayEnd();
}

} // namespace

// What is taken away reaches what runs, waits and rests.
class AgentRights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRemovedKeyEndsWhatRunsAndWaits()
    {
        Fixture f(keeping(1));
        f.pool.setKeys({Laptop, Other});
        f.ready();
        Heard running(f.ask(ask("first"), by(Laptop)));
        Heard waiting(f.ask(ask("second"), by(Laptop)));
        Heard another(f.ask(ask("third"), by(Other)));
        f.pool.setKeys({Other});
        QVERIFY(isRemoved(running));
        QCOMPARE(running.events.size(), 1u);
        QVERIFY(f.channels[0]->endedAtOnce);
        QTRY_VERIFY(isRemoved(waiting));
        f.channels[0]->close();
        QCOMPARE(f.channels.size(), 2u);
        QVERIFY(f.channels[1]->written.contains("third"));
        QVERIFY(another.events.empty());
    }

    void whatHasBegunEndsWithTheError()
    {
        Fixture f(keeping(1));
        f.pool.setKeys({Laptop});
        f.ready();
        Heard running(f.ask(ask("first"), by(Laptop)));
        f.channels[0]->sayAnswer("half");
        f.pool.setKeys({});
        QCOMPARE(running.text(), "half");
        QVERIFY(isRemoved(running));
        QVERIFY(f.channels[0]->endedAtOnce);
    }

    void whatRestsOrWaitsForItsClientEnds()
    {
        Fixture f(keeping(4));
        f.pool.setKeys({Laptop, Other});
        f.ready();
        auto withTool = ask("tool");
        withTool.tools = {{"f", "does f", R"({"type":"object"})"}};
        Heard resting(f.ask(ask("one"), by(Laptop)));
        Heard calling(f.ask(withTool, by(Laptop)));
        Heard another(f.ask(ask("one"), by(Other)));
        answer(f.channels[0]);
        f.channels[1]->sayCall("t1");
        answer(f.channels[2]);
        QCOMPARE(f.pool.counts().kept, 2);
        QCOMPARE(f.pool.counts().waiting, 1);
        f.pool.setKeys({Other});
        QVERIFY(f.channels[0]->ended && f.channels[1]->ended && !f.channels[2]->ended);
        QVERIFY(resting.hasFinished() && calling.hasFinished());
    }

    void theFirstKeyEndsWhatCameWithoutOne()
    {
        Fixture f(keeping(1));
        f.ready();
        Heard running(f.ask(ask("first")));
        Heard waiting(f.ask(ask("second")));
        f.pool.setKeys({Laptop});
        QVERIFY(isRemoved(running));
        QVERIFY(f.channels[0]->endedAtOnce);
        QTRY_VERIFY(isRemoved(waiting));
    }

    void theFirstKeySparesWhatIsStartedAhead()
    {
        auto settings = keeping(4);
        settings.warm = 1;
        Fixture f(settings);
        f.ready();
        Heard resting(f.ask(ask("first")));
        answer(f.channels[0]);
        QTRY_COMPARE(f.channels.size(), 2u);
        f.pool.setKeys({Laptop});
        QVERIFY(f.channels[0]->ended && !f.channels[1]->ended);
        QCOMPARE(f.pool.counts().warm, 1);
        Heard next(f.ask(ask("second"), by(Laptop)));
        f.pool.setKeys({Laptop, Other}); // not the first any more
        QVERIFY(next.events.empty());
    }

    void whatItAskedTheUserIsWithdrawn()
    {
        Asked f;
        f.pool.setKeys({Laptop});
        f.channels[0]->say(wants("1"));
        QCOMPARE(f.approvals.count(), 1);
        f.pool.setKeys({});
        QCOMPARE(f.gone, QList<qint64>{f.questions.first().number});
        QCOMPARE(f.approvals.count(), 0);
        f.approvals.decide(f.questions.first().number, Decision::Once); // too late
        QVERIFY(f.channels[0]->written.isEmpty());
    }

    void onlyWhoMayLessThanBeforeIsEnded_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArrayList>("models");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("ends");
        const auto row = [](const char *name, const Key &key, bool ends) {
            QTest::newRow(name) << key.secret << key.models << key.folder << ends;
        };
        auto key = Laptop;
        row("as it was", key, false);
        key.secret = "sk-another-0123456789";
        row("another secret", key, true);
        key = Laptop;
        key.models = {"haiku"};
        row("a model less", key, true);
        key.models = {"haiku", "sonnet", "opus"};
        row("a model more", key, false);
        key.models = {};
        row("all models", key, false);
        key = Laptop;
        key.folder = u"/elsewhere"_s;
        row("another folder", key, true);
        key.folder.clear();
        row("no folder of its own", key, false);
    }
    void onlyWhoMayLessThanBeforeIsEnded()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArrayList, models);
        QFETCH(QString, folder);
        QFETCH(bool, ends);
        Fixture f(keeping(1));
        f.pool.setKeys({Laptop});
        f.ready();
        Heard running(f.ask(ask("first"), by(Laptop)));
        f.pool.setKeys(
            {{.name = "laptop", .secret = secret, .models = models, .tools = {}, .folder = folder}});
        QCOMPARE(isRemoved(running), ends);
        QCOMPARE(f.channels[0]->ended, ends);
    }

    void aKeyThatIsLimitedToSomeModelsHadAllBefore()
    {
        auto limited = Other;
        limited.models = {"haiku"};
        QVERIFY(!settings::opensAllOf(limited, Other));
        QVERIFY(settings::opensAllOf(Other, limited));
    }

    void aLowerLevelDeniesWhatIsAsked_data()
    {
        QTest::addColumn<bool>("ofKey");
        QTest::newRow("of all") << false;
        QTest::newRow("of the key") << true;
    }
    void aLowerLevelDeniesWhatIsAsked()
    {
        QFETCH(bool, ofKey);
        Asked f(Tools::Ask, true, Tools::Ask);
        f.pool.setKeys({Laptop, Other});
        f.channels[0]->say(wants("1"));
        QVERIFY(f.answer("1").isEmpty());
        auto limited = Laptop;
        limited.tools = Tools::Chat;
        if (ofKey)
            f.pool.setKeys({limited, Other});
        else
            f.pool.setSettings(keeping(2, Tools::Chat));
        QCOMPARE(f.answer("1")["behavior"_L1].toString(), u"deny"_s);
        QCOMPARE(f.gone.size(), 1);
        f.approvals.decide(f.questions.first().number, Decision::Once);
        QCOMPARE(f.channels[0]->written.count('\n'), 1);
        f.channels[0]->say(wants("2"));
        QCOMPARE(f.answer("2")["behavior"_L1].toString(), u"deny"_s);
        QCOMPARE(f.questions.size(), 1);
    }

    void theLevelOfAKeyIsNotThatOfAnother()
    {
        Asked f;
        f.pool.setKeys({Laptop, Other});
        f.channels[0]->say(wants("1"));
        auto limited = Other;
        limited.tools = Tools::Chat;
        f.pool.setKeys({Laptop, limited});
        QVERIFY(f.answer("1").isEmpty());
        QCOMPARE(f.approvals.count(), 1);
    }

    void theLevelOfAKeyIsThatOfWhatRuns()
    {
        Asked f(Tools::All);
        f.channels[0]->say(wants("1"));
        QCOMPARE(f.answer("1")["behavior"_L1].toString(), u"allow"_s);
        auto limited = Laptop;
        limited.tools = Tools::Edits;
        f.pool.setKeys({limited});
        f.channels[0]->say(wants("2"));
        QVERIFY(f.answer("2").isEmpty());
        QCOMPARE(f.questions.size(), 1);
    }

    void aHigherLevelDoesNotWidenWhatWasAskedNarrower()
    {
        Asked f(Tools::Ask, true, Tools::Ask);
        f.pool.setSettings(keeping(2, Tools::All));
        f.channels[0]->say(wants("1"));
        QVERIFY(f.answer("1").isEmpty());
        answer(f.channels[0]);
        QVERIFY(f.heard->hasFinished());
        const agent::Permit wide{
            .key = "laptop", .client = "aider/1", .tools = Tools::All, .folder = u"/work"_s};
        Heard next(f.ask(afterHi("do it"), wide));
        QCOMPARE(f.channels.size(), 2u);
        QVERIFY(f.launches[1].wish.tools == Tools::All);
    }

    void whatRestsAtAHigherLevelEnds()
    {
        Fixture f(keeping(4, Tools::Edits));
        f.pool.setKeys({Laptop, Other});
        f.ready();
        Heard edits(f.ask(ask("one"), by(Laptop, Tools::Edits)));
        Heard asks(f.ask(ask("two"), by(Laptop, Tools::Ask)));
        Heard others(f.ask(ask("three"), by(Other, Tools::Edits)));
        for (const auto &channel : f.channels)
            answer(channel);
        QCOMPARE(f.pool.counts().kept, 3);
        auto limited = Laptop;
        limited.tools = Tools::Ask;
        f.pool.setKeys({limited, Other});
        QVERIFY(f.channels[0]->ended && !f.channels[1]->ended && !f.channels[2]->ended);
        f.pool.setSettings(keeping(4, Tools::Ask));
        QVERIFY(!f.channels[1]->ended && f.channels[2]->ended);
        f.pool.setSettings(keeping(4, Tools::Chat));
        QVERIFY(f.channels[1]->ended);
    }

    void whatRunsAtAHigherLevelIsNotKept()
    {
        Fixture f(keeping(4, Tools::Edits));
        f.ready();
        Heard running(f.ask(ask("one"), by(Laptop, Tools::Edits)));
        f.pool.setSettings(keeping(4, Tools::Ask));
        QVERIFY(!f.channels[0]->ended);
        answer(f.channels[0]);
        QVERIFY(running.hasFinished());
        QVERIFY(f.channels[0]->ended);
    }

    void whatIsStartedAheadAtAHigherLevelEnds()
    {
        auto settings = keeping(4, Tools::Edits);
        settings.warm = 1;
        Fixture f(settings);
        f.ready();
        settings.tools = Tools::Chat;
        f.pool.setSettings(settings);
        QVERIFY(f.channels[0]->ended);
        QCOMPARE(f.channels.size(), 2u);
        QVERIFY(f.launches[1].wish.tools == Tools::Chat);
    }

    void whatIsStartedAheadWhereNobodyMayWorkAnyMoreEnds()
    {
        auto settings = keeping(4);
        settings.warm = 1;
        settings.folder = u"/home"_s;
        settings.folders = {u"/work"_s};
        Fixture f(settings);
        f.ready();
        Heard there(f.ask(ask("one"), by(Laptop)));
        answer(f.channels.back());
        const auto warmIn = [&f](const QString &folder) {
            int count = 0;
            for (size_t i = 0; i < f.channels.size(); ++i)
                count += f.channels[i]->written.isEmpty() && !f.channels[i]->ended
                    && f.launches[i].wish.folder == folder;
            return count;
        };
        QTRY_COMPARE(warmIn(u"/work"_s), 1);
        settings.folders.clear();
        f.pool.setSettings(settings);
        QCOMPARE(warmIn(u"/work"_s), 0);
        QCOMPARE(warmIn(settings.folder), 1);
    }

    void whatWaitsGetsTheLowerLevel()
    {
        Fixture f(keeping(1, Tools::Edits));
        f.ready();
        Heard running(f.ask(ask("one"), by(Laptop, Tools::Edits)));
        Heard waiting(f.ask(ask("two"), by(Laptop, Tools::Edits)));
        f.pool.setSettings(keeping(1, Tools::Chat));
        f.channels[0]->close();
        QCOMPARE(f.channels.size(), 2u);
        QVERIFY(f.launches[1].wish.tools == Tools::Chat);
        QVERIFY(running.turn->taking()->tools == Tools::Edits);
        QVERIFY(waiting.turn->taking()->tools == Tools::Chat);
    }
};

QTEST_GUILESS_MAIN(AgentRights)
#include "rights.moc"
