#include "cli/api_parameters.h"
#include "cli/outgoing.h"
#include "cli/tool_bridge.h"

#include <QTest>

#include <functional>

using chat::Effort;
using chat::Parameter;
using chat::Request;
using chat::ToolChoice;
using cli::Allowances;
using cli::ApiParameters;
using cli::McpMessage;
using cli::Refusable;
using cli::ToolBridge;
using settings::ClientTools;

using Change = std::function<void(Request &)>;

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Allowances)
Q_DECLARE_METATYPE(ApiParameters)

namespace {

const Allowances Sampling{.forwardSampling = true};
const Allowances Beside{.clientTools = ClientTools::Beside};

Allowances without(Refusable what, Allowances allowances = {})
{
    allowances.refused = {what};
    return allowances;
}

void offer(Request &request)
{
    request.tools = {
        {"f", "does f", R"({"type":"object","properties":{"z":{},"a":{"const":12345678901234567890}}})"},
        {"g", {}, R"({"type":"object"})"}};
}

constexpr const char *Tools =
    R"("tools":[{"name":"f","description":"does f","input_schema":{"type":"object","properties":{"z":{},"a":{"const":12345678901234567890}}}},{"name":"g","input_schema":{"type":"object"}})";
constexpr const char *AnswerTool =
    R"({"name":"StructuredOutput","description":"Gives your final answer: call it exactly once, at the end. Its arguments are all that is read of it.","input_schema":{"type":"object"}})";

McpMessage call(const QByteArray &toolUseId)
{
    return {"r-" + toolUseId, "claude_relay", "tools/call", "7", "f", toolUseId};
}

chat::ToolResult result(const QByteArray &id, const QByteArray &text)
{
    return {id, {chat::Text{text}}};
}

} // namespace

class CliParameters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatGoesToTheApi_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<Allowances>("allowances");
        QTest::addColumn<QByteArray>("extraBody");
        QTest::addColumn<bool>("thinkingOff");
        QTest::addColumn<QByteArray>("leftOut"); // numbers of chat::Parameter
        const auto row = [](const char *name, const Change &change, const QByteArray &extraBody,
                             bool thinkingOff = false, const std::vector<Parameter> &leftOut = {},
                             const Allowances &allowances = {}) {
            QByteArray numbers;
            for (const auto parameter : leftOut)
                numbers += QByteArray::number(int(parameter)) + ' ';
            QTest::newRow(name) << change << allowances << extraBody << thinkingOff << numbers;
        };
        const auto tools = [](const char *more) { return '{' + QByteArray(Tools) + more + '}'; };
        row(
            "nothing", [](Request &) {}, "{}");
        row("tools", offer, tools("]"));
        row(
            "a choice without tools", [](Request &r) { r.toolChoice.mode = ToolChoice::Mode::Required; },
            "{}");
        row(
            "none",
            [](Request &r) {
                offer(r);
                r.toolChoice.mode = ToolChoice::Mode::None;
            },
            tools(R"(],"tool_choice":{"type":"none"})"));
        row(
            "one at a time",
            [](Request &r) {
                offer(r);
                r.toolChoice.parallel = false;
            },
            tools(R"(],"tool_choice":{"type":"auto","disable_parallel_tool_use":true})"));
        row(
            "required",
            [](Request &r) {
                offer(r);
                r.toolChoice.mode = ToolChoice::Mode::Required;
            },
            tools(R"(],"tool_choice":{"type":"any"})"), true);
        row(
            "named, one",
            [](Request &r) {
                offer(r);
                r.toolChoice = {ToolChoice::Mode::Required, "g", false};
            },
            tools(R"(],"tool_choice":{"type":"tool","name":"g","disable_parallel_tool_use":true})"), true);
        row(
            "required, refused before",
            [](Request &r) {
                offer(r);
                r.toolChoice.mode = ToolChoice::Mode::Required;
            },
            tools("]"), false, {Parameter::ToolChoice}, without(Refusable::ToolChoice));
        row("beside Claude Code's own", offer, "{}", false, {}, Beside);
        row(
            "required beside Claude Code's own",
            [](Request &r) {
                offer(r);
                r.toolChoice.mode = ToolChoice::Mode::Required;
            },
            "{}", false, {Parameter::ToolChoice}, Beside);
        row(
            "a schema for the answer", [](Request &r) { r.output = {R"({"type":"object"})"}; },
            QByteArray(R"({"tools":[)") + AnswerTool + "]}");
        row(
            "a schema and tools",
            [](Request &r) {
                offer(r);
                r.output = {R"({"type":"object"})"};
            },
            tools((QByteArray(",") + AnswerTool + "]").constData()));
        row(
            "a schema, and none of the tools",
            [](Request &r) {
                offer(r);
                r.output = {R"({"type":"object"})"};
                r.toolChoice.mode = ToolChoice::Mode::None;
            },
            tools((
                QByteArray(",") + AnswerTool + R"(],"tool_choice":{"type":"tool","name":"StructuredOutput"})")
                      .constData()),
            true);
        row(
            "little room", [](Request &r) { r.parameters.maxTokens = 5; }, R"({"max_tokens":5})", true);
        row(
            "much room", [](Request &r) { r.parameters.maxTokens = 5000; }, R"({"max_tokens":5000})");
        row(
            "little room, but effort",
            [](Request &r) {
                r.parameters.maxTokens = 5;
                r.parameters.effort = Effort::High;
            },
            R"({"max_tokens":5})");
        row(
            "stop",
            [](Request &r) {
                r.parameters.stop = {"a", "\n\n", " b"};
            },
            R"({"stop_sequences":["a"," b"]})");
        row("sampling",
            [](Request &r) {
                r.parameters.temperature = 0.5;
                r.parameters.topP = 0.9;
            },
            "{}", false, {Parameter::Temperature, Parameter::TopP});
        row(
            "sampling, forwarded",
            [](Request &r) {
                r.parameters.temperature = 0.5;
                r.parameters.topP = 0.9;
            },
            R"({"temperature":0.5,"top_p":0.9})", true, {}, Sampling);
        row(
            "sampling as by itself, forwarded", [](Request &r) { r.parameters.temperature = 1; },
            R"({"temperature":1})", false, {}, Sampling);
        row(
            "sampling, forwarded and refused", [](Request &r) { r.parameters.temperature = 0.5; }, "{}",
            false, {Parameter::Temperature}, without(Refusable::Temperature, Sampling));
        row(
            "no thinking", [](Request &r) { r.parameters.effort = Effort::None; }, "{}", true);
        row("effort against a forced call",
            [](Request &r) {
                offer(r);
                r.toolChoice.mode = ToolChoice::Mode::Required;
                r.parameters.effort = Effort::High;
            },
            tools(R"(],"tool_choice":{"type":"any"})"), true, {Parameter::Effort});
        row(
            "thinking refused", [](Request &) {}, "{}", true, {Parameter::Effort},
            without(Refusable::Thinking));
    }
    void whatGoesToTheApi()
    {
        QFETCH(Change, change);
        QFETCH(Allowances, allowances);
        Request request;
        change(request);
        const auto plan = cli::apiParameters(request, allowances, {});
        QTEST(plan.extraBody, "extraBody");
        QTEST(plan.thinkingOff, "thinkingOff");
        QByteArray leftOut;
        for (const auto parameter : plan.leftOut)
            leftOut += QByteArray::number(int(parameter)) + ' ';
        QTEST(leftOut, "leftOut");
    }

    void blankStopTextsAreForTheRelay()
    {
        Request request;
        request.parameters.stop = {"a", "\n\n"};
        QCOMPARE(cli::apiParameters(request, {}, {}).stopTexts, std::vector<QByteArray>{"\n\n"});
    }

    void effortIsTheNearestThatTheModelHas_data()
    {
        QTest::addColumn<int>("effort");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char *name, Effort effort, const char *model, const char *wanted) {
            QTest::newRow(name) << int(effort) << QByteArray(model) << QByteArray(wanted);
        };
        row("minimal", Effort::Minimal, "all", "low");
        row("low", Effort::Low, "all", "low");
        row("medium", Effort::Medium, "all", "medium");
        row("high", Effort::High, "all", "high");
        row("xhigh", Effort::XHigh, "all", "xhigh");
        row("max", Effort::Max, "all", "max");
        row("max of less", Effort::Max, "some", "high");
        row("low of more", Effort::Low, "some", "medium");
        row("by the full name", Effort::Max, "some-1", "high");
        row("none to be had", Effort::High, "none", "");
        row("an unknown model", Effort::Max, "other", "max");
        row("the account's own", Effort::Max, "", "medium");
    }
    void effortIsTheNearestThatTheModelHas()
    {
        QFETCH(int, effort);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, wanted);
        const QList<cli::CatalogueEntry> catalogue{
            {.value = "all", .efforts = {"low", "medium", "high", "xhigh", "max"}, .knowsEfforts = true},
            {.value = "some", .resolved = "some-1", .efforts = {"medium", "high"}, .knowsEfforts = true},
            {.value = "none", .knowsEfforts = true},
            {.value = "default", .efforts = {"medium"}, .knowsEfforts = true}};
        Request request;
        request.model = model;
        request.parameters.effort = Effort(effort);
        const auto plan = cli::apiParameters(request, {}, catalogue);
        QCOMPARE(plan.effort, wanted);
        QCOMPARE(plan.leftOut.empty(), !wanted.isEmpty());
    }

    void onlyWhatWasSentIsBlamed()
    {
        const auto refusal = [](const QByteArray &text) {
            return chat::Error{.kind = chat::ErrorKind::InvalidRequest, .message = text};
        };
        Request request;
        request.parameters.temperature = 0.5;
        const auto plain = cli::apiParameters(request, {}, {});
        const auto forwarded = cli::apiParameters(request, Sampling, {});
        QVERIFY(!cli::blamed(refusal("temperature: no"), plain));
        QVERIFY(cli::blamed(refusal("temperature: no"), forwarded) == Refusable::Temperature);
        QVERIFY(cli::blamed(refusal("Thinking is not for this model"), plain) == Refusable::Thinking);
        QVERIFY(!cli::blamed(refusal("Thinking is not for this model"), forwarded)); // it was off
        QVERIFY(!cli::blamed(refusal("messages: no"), forwarded));
        QVERIFY(!cli::blamed({.kind = chat::ErrorKind::Overloaded, .message = "temperature"}, forwarded));
    }

    void theValidatorDoesNotSeeTheDraft()
    {
        const auto line = cli::initializeLine("1", {}, {},
            R"({"$schema":"urn:a-newer-draft","type":"object","properties":{"$schema":{"b":1,"a":2}}})");
        QVERIFY(line.contains(R"("jsonSchema":{"type":"object","properties":{"$schema":{"b":1,"a":2}}})"));
    }

    void callsWaitForTheirResults()
    {
        ToolBridge bridge({{"f", {}, "{}"}}, ClientTools::Only);
        QVERIFY(bridge.receive(call("a")).isEmpty());
        QVERIFY(bridge.receive(call("b")).isEmpty());
        const auto lines = bridge.answer({result("b", "B"), result("a", "A")});
        QCOMPARE(lines.count('\n'), 2);
        QVERIFY(lines.startsWith(
            R"({"type":"control_response","response":{"subtype":"success","request_id":"r-b","response":{"mcp_response":{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"B"}]}}}}})"));
        QVERIFY(bridge.answer({result("c", "C")}).isEmpty()); // not asked for yet
        QVERIFY(bridge.receive(call("c")).contains("\"C\""));
        QVERIFY(bridge.receive(call("c")).isEmpty()); // once
    }
    void anMcpClientGetsWhatItAsksFor()
    {
        ToolBridge bridge({{"f", "does f", R"({"type":"object","b":1})"}}, ClientTools::Beside);
        const auto say = [&](const QByteArray &method) {
            return bridge.receive({"r", "claude_relay", method, "1", {}, {}});
        };
        QVERIFY(say("initialize").contains("\"serverInfo\""));
        QVERIFY(
            say("tools/list")
                .contains(
                    R"({"name":"f","description":"does f","inputSchema":{"type":"object","b":1},"annotations":{"readOnlyHint":true},"_meta":{"anthropic/alwaysLoad":true}})"));
        QVERIFY(say("ping").contains("\"result\":{}"));
        QVERIFY(say("resources/list").contains("\"error\":{\"code\":-32601"));
        QVERIFY(bridge.receive({"r", "claude_relay", "notifications/initialized", {}, {}, {}})
                    .contains("\"request_id\":\"r\""));
    }
    void whatTheCliWouldChangeIsNotGivenThisWay()
    {
        QVERIFY(ToolBridge::carries(result("a", "x")));
        QVERIFY(ToolBridge::carries(result("a", QByteArray(40 * 1024, 'x'))));
        QVERIFY(!ToolBridge::carries(result("a", QByteArray(40 * 1024 + 1, 'x'))));
        QVERIFY(!ToolBridge::carries(result("a", " \n")));
        QVERIFY(!ToolBridge::carries({"a", {}}));
        QVERIFY(!ToolBridge::carries({"a", {chat::Text{"x"}, chat::Image{chat::Url{"http://x/"}}}}));
    }
};

QTEST_APPLESS_MAIN(CliParameters)
#include "cli_parameters.moc"
