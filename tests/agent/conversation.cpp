#include "agent/conversation.h"
#include "agent/recollection.h"
#include "agent/warm_launches.h"
#include "chat/answer.h"

#include <QTest>

#include <functional>

using agent::Conversation;
using agent::NextQuestion;
using agent::ToolResults;
using chat::Message;
using chat::Role;
using chat::Text;
using chat::ToolResult;
using chat::ToolUse;

Q_DECLARE_METATYPE(std::function<void(chat::Request &)>)

namespace {

using Change = std::function<void(chat::Request &)>;

Message user(const QByteArray &text)
{
    return {Role::User, {Text{text}}};
}

// A question, its answer with two calls, and what may follow.
Conversation withCalls()
{
    Conversation conversation;
    conversation.asked = {.model = "opus",
        .system = "S",
        .messages = {user("a"), {Role::Assistant, {Text{"b"}}}, user("c")},
        .tools = {{"f", "does f", R"({"type":"object"})"}}};
    conversation.answer = {
        Role::Assistant, {Text{"d"}, ToolUse{"1", "f", "{}"}, ToolUse{"2", "f", "{\"x\":1}"}}};
    conversation.waiting = true;
    return conversation;
}

chat::Request next(const Conversation &conversation, Message last)
{
    auto request = conversation.asked;
    request.messages.push_back(conversation.answer);
    request.messages.push_back(std::move(last));
    return request;
}

Message results()
{
    return {Role::User, {ToolResult{"2", {Text{"two"}}}, ToolResult{"1", {Text{"one"}}}}};
}

chat::Answer answerOf(const std::vector<chat::Event> &events)
{
    chat::Answer answer;
    for (const auto &event : events)
        answer.add(event);
    return answer;
}

std::vector<chat::Event> thoughtAndCall(const QByteArray &id)
{
    using namespace chat;
    return {Started{"claude-x"}, BlockOpened{BlockKind::Thinking}, BlockDelta{"hm"}, BlockDelta{{}, "proof"},
        BlockClosed{}, BlockOpened{BlockKind::Text}, BlockDelta{"one"}, BlockDelta{" more"}, BlockClosed{},
        BlockOpened{BlockKind::ToolUse, 0, id, "f"}, BlockDelta{"{\"x\": "}, BlockDelta{"1}"}, BlockClosed{},
        Finished{StopReason::ToolUse}};
}

} // namespace

class AgentConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultsOfItsCallsGoOn()
    {
        const auto conversation = withCalls();
        const auto found = agent::continuation(conversation, next(conversation, results()));
        QVERIFY(found && std::get<ToolResults>(*found).results.size() == 2);
    }
    void howTheNextAnswerIsMadeMayDiffer()
    {
        const auto conversation = withCalls();
        auto request = next(conversation, results());
        request.toolChoice.mode = chat::ToolChoice::Mode::None;
        request.parameters.maxTokens = 5;
        QVERIFY(agent::continuation(conversation, request));
    }
    void anythingElseIsAnotherConversation_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
        row("model", [](chat::Request &r) { r.model = "sonnet"; });
        row("system", [](chat::Request &r) { r.system += ' '; });
        row("a tool's description", [](chat::Request &r) { r.tools[0].description = "x"; });
        row("a tool's schema", [](chat::Request &r) { r.tools[0].schema = R"({"type": "object"})"; });
        row("one tool more", [](chat::Request &r) { r.tools.push_back({"g", {}, "{}"}); });
        row("output", [](chat::Request &r) { r.output = chat::OutputSchema{"{}"}; });
        row("first message", [](chat::Request &r) { r.messages[0] = user("A"); });
        row("an answer before", [](chat::Request &r) { r.messages[1] = {Role::Assistant, {Text{"B"}}}; });
        row("its own answer's text",
            [](chat::Request &r) { std::get<Text>(r.messages[3].content[0]).text = "D"; });
        row("its own call's id",
            [](chat::Request &r) { std::get<ToolUse>(r.messages[3].content[1]).id = "9"; });
        row("its own call's arguments",
            [](chat::Request &r) { std::get<ToolUse>(r.messages[3].content[2]).input = "{\"x\":2}"; });
        row("a result missing", [](chat::Request &r) { r.messages[4].content.pop_back(); });
        row("a word beside the results",
            [](chat::Request &r) { r.messages[4].content.push_back(Text{"and"}); });
        row("a blank result",
            [](chat::Request &r) { std::get<ToolResult>(r.messages[4].content[0]).content = {Text{" \n"}}; });
        row("an empty result",
            [](chat::Request &r) { std::get<ToolResult>(r.messages[4].content[0]).content = {}; });
        row("an image in a result", [](chat::Request &r) {
            std::get<ToolResult>(r.messages[4].content[0]).content = {chat::Image{chat::Url{"http://x/y"}}};
        });
        row("a large result", [](chat::Request &r) {
            std::get<ToolResult>(r.messages[4].content[0]).content = {Text{QByteArray(41 * 1024, 'x')}};
        });
        row("a message more", [](chat::Request &r) {
            r.messages.push_back({Role::Assistant, {Text{"e"}}});
            r.messages.push_back(user("f"));
        });
        row("messages cut at the front",
            [](chat::Request &r) { r.messages.erase(r.messages.begin(), r.messages.begin() + 2); });
        row("only the history", [](chat::Request &r) { r.messages.resize(3); });
    }
    void anythingElseIsAnotherConversation()
    {
        QFETCH(Change, change);
        const auto conversation = withCalls();
        auto request = next(conversation, results());
        change(request);
        QVERIFY(!agent::continuation(conversation, request));
    }
    void anAnswerIsFollowedByAQuestion()
    {
        auto conversation = withCalls();
        conversation.waiting = false;
        conversation.answer = {Role::Assistant, {Text{"d"}}};
        const auto found = agent::continuation(conversation, next(conversation, user("e")));
        QVERIFY(found && std::get<NextQuestion>(*found).message == user("e"));
    }
    void textInPartsIsTheSameText()
    {
        auto conversation = withCalls();
        auto request = next(conversation, results());
        request.messages[3].content[0] = Text{""};
        request.messages[3].content.push_back(Text{"d"});
        QVERIFY(agent::continuation(conversation, request));
    }

    void anAnswerIsGatheredAsItsClientSendsItBack()
    {
        const auto answer = answerOf(thoughtAndCall("1"));
        QVERIFY((answer.asSentBack()
            == Message{Role::Assistant, {Text{"one more"}, ToolUse{"1", "f", "{\"x\":1}"}}}));
        QVERIFY((answer.asGiven()
            == std::vector<chat::Block>{chat::Thinking{"hm", "proof", {}, "claude-x"}, Text{"one more"},
                ToolUse{"1", "f", "{\"x\":1}"}}));
    }
    void textOfSeveralApiMessagesIsJoinedAndNothingOfItIsTheModelsOwnMessage()
    {
        using namespace chat;
        const auto answer = answerOf({Started{"x"}, BlockOpened{BlockKind::Text, 0}, BlockDelta{"a"},
            BlockClosed{}, BlockOpened{BlockKind::Work, 0, "w", "Bash"}, BlockDelta{"{}"}, BlockClosed{},
            BlockOpened{BlockKind::Text, 1}, BlockDelta{"b"}, BlockClosed{}, Finished{}});
        QVERIFY((answer.asSentBack() == Message{Role::Assistant, {Text{"a\n\nb"}}}));
        QVERIFY(answer.asGiven().empty());
    }
    void whatWasWithdrawnIsForgotten()
    {
        using namespace chat;
        const auto answer =
            answerOf({Started{"x"}, BlockOpened{BlockKind::Text}, BlockDelta{"a"}, BlockClosed{}, Withdrawn{},
                BlockOpened{BlockKind::Text}, BlockDelta{"b"}, BlockClosed{}, Finished{}});
        QVERIFY((answer.asSentBack() == Message{Role::Assistant, {Text{"b"}}}));
    }

    void thinkingComesBackToItsOwnAnswerOnly()
    {
        agent::Recollection recollection;
        const auto answer = answerOf(thoughtAndCall("1"));
        recollection.remember(answer);
        const std::vector<Message> history{user("q"), answer.asSentBack(), results()};
        const auto recalled = recollection.recall(history);
        QVERIFY(std::holds_alternative<chat::Thinking>(recalled[1].content[0]));
        QCOMPARE(recalled[1].content.size(), 3u);
        auto other = history;
        std::get<Text>(other[1].content[0]).text = "changed";
        QVERIFY(recollection.recall(other) == other);
    }
    void theOldestThinkingIsForgottenFirst()
    {
        agent::Recollection recollection;
        for (int number = 0; number < 300; ++number)
            recollection.remember(answerOf(thoughtAndCall(QByteArray::number(number))));
        const auto isRemembered = [&](const QByteArray &id) {
            const std::vector<Message> history{answerOf(thoughtAndCall(id)).asSentBack()};
            return recollection.recall(history) != history;
        };
        QVERIFY(isRemembered("299"));
        QVERIFY(isRemembered("44"));
        QVERIFY(!isRemembered("43"));
    }

    void warmOnesFollowTheLatestRequests()
    {
        const cli::Wish full{};
        const cli::Wish clean{.kind = cli::LaunchKind::Clean};
        agent::WarmLaunches two(2);
        QVERIFY((two.wanted(full) == std::vector{full, full}));
        two.note(clean);
        QVERIFY((two.wanted(full) == std::vector{clean, full}));
        two.note(full);
        QVERIFY((two.wanted(full) == std::vector{full, clean}));
        two.note(full);
        QVERIFY((two.wanted(full) == std::vector{full, full}));
        agent::WarmLaunches none(0);
        none.note(full);
        QVERIFY(none.wanted(full).empty());
    }
};

QTEST_APPLESS_MAIN(AgentConversation)
#include "conversation.moc"
