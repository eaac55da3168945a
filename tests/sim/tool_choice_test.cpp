#include "scripted.h"

#include "sim/answer.h"
#include "sim/instance.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sim;

namespace {

const QByteArray weather =
    R"({"type":"object","properties":{"unit":{"enum":["C","F"]},"city":{"type":"string"},"x":{"type":"string"}},)"
    R"("required":["city","unit"]})";

// With the tools `weather` and `time`.
Question askWithTools(const QByteArray &script, ToolChoice choice)
{
    Question question = ask(script);
    question.asked.tools = {{"weather", "", weather}, {"time", "", R"({"type":"object"})"}};
    question.asked.toolChoice = std::move(choice);
    return question;
}

QByteArray named(const Content &content)
{
    QByteArrayList names;
    for (const ToolCall &call : content.tools)
        names.append(call.name);
    return names.join(',');
}

} // namespace

// Which tools an answer calls, and with what.
class ToolChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toolsAreChosen_data();
    void toolsAreChosen();
    void chosenToolIsCalledWithAnInstance();
    void structuredOutputIsGiven();
    void buildsInstances_data();
    void buildsInstances();
};

void ToolChoiceTest::toolsAreChosen_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ToolChoice::Kind>("kind");
    QTest::addColumn<bool>("oneAtATime");
    QTest::addColumn<QByteArray>("tools");
    QTest::addColumn<bool>("hasText");

    using Kind = ToolChoice::Kind;
    const QByteArray two = R"({"text":"a","tools":[{"name":"weather"},{"name":"time"}]})";
    QTest::newRow("auto, default") << ""_ba << Kind::Auto << false << ""_ba << true;
    QTest::newRow("any, default") << ""_ba << Kind::Any << false << "weather"_ba << false;
    QTest::newRow("tool, default") << ""_ba << Kind::Tool << false << "time"_ba << false;
    QTest::newRow("none, default") << ""_ba << Kind::None << false << ""_ba << true;
    QTest::newRow("any, text") << R"({"text":"a"})"_ba << Kind::Any << false << "weather"_ba << false;
    QTest::newRow("any, two") << two << Kind::Any << false << "weather,time"_ba << true;
    QTest::newRow("any, unknown") << R"({"tools":[{"name":"x"}]})"_ba << Kind::Any << false << "x"_ba
                                  << false;
    QTest::newRow("tool, two") << two << Kind::Tool << false << "time"_ba << true;
    QTest::newRow("tool, other") << R"({"tools":[{"name":"x"}]})"_ba << Kind::Tool << false << "time"_ba
                                 << false;
    QTest::newRow("none, two") << two << Kind::None << false << ""_ba << true;
    QTest::newRow("one at a time") << two << Kind::Auto << true << "weather"_ba << true;
}

void ToolChoiceTest::toolsAreChosen()
{
    QFETCH(QByteArray, script);
    QFETCH(ToolChoice::Kind, kind);
    QFETCH(bool, oneAtATime);
    QFETCH(bool, hasText);
    const QByteArray name = kind == ToolChoice::Kind::Tool ? "time" : "";
    const Content answer = content(askWithTools(script, {kind, name, oneAtATime}));
    QTEST(named(answer), "tools");
    QCOMPARE(!answer.text.isEmpty(), hasText);
    QCOMPARE(answer.stopReason, answer.tools.empty() ? "end_turn"_ba : "tool_use"_ba);
}

void ToolChoiceTest::chosenToolIsCalledWithAnInstance()
{
    const Content answer = content(askWithTools({}, {ToolChoice::Kind::Any, "", false}));
    QCOMPARE(answer.tools.at(0).input, R"({"unit":"C","city":"x"})"_ba);
    QVERIFY(answer.tools.at(0).id.startsWith("toolu_"));
}

void ToolChoiceTest::structuredOutputIsGiven()
{
    Question question = askWithTools({}, {});
    question.asked.tools.push_back({"StructuredOutput", "", R"({"type":"object"})"});
    QCOMPARE(named(content(question)), "StructuredOutput"_ba);
    question.rounds = 1;
    QCOMPARE(named(content(question)), ""_ba);
    question.rounds = 0;
    question.text = R"(simulate:{"text":"no"})";
    QCOMPARE(named(content(question)), ""_ba);
}

void ToolChoiceTest::buildsInstances_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("instance");

    QTest::newRow("nothing") << "{}"_ba
                             << R"("x")"_ba;
    QTest::newRow("true") << "true"_ba
                          << R"("x")"_ba;
    QTest::newRow("scalars")
        << R"({"type":"object","properties":{"s":{"type":"string"},"i":{"type":"integer"},"n":{"type":"number"},)"
           R"("b":{"type":"boolean"},"o":{"type":"null"}},"required":["o","b","n","i","s","none"]})"_ba
        << R"({"s":"x","i":1,"n":1,"b":true,"o":null,"none":"x"})"_ba;
    QTest::newRow("required only")
        << R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["b"]})"_ba
        << R"({"b":"x"})"_ba;
    QTest::newRow("enum") << R"({"type":"string","enum":["b","a"]})"_ba
                          << R"("b")"_ba;
    QTest::newRow("const") << R"({"const":12345678901234567890})"_ba
                           << "12345678901234567890"_ba;
    QTest::newRow("array") << R"({"type":"array","items":{"type":"integer"}})"_ba
                           << "[1]"_ba;
    QTest::newRow("least items") << R"({"type":"array","minItems":2})"_ba
                                 << R"(["x","x"])"_ba;
    QTest::newRow("list of types") << R"({"type":["integer","null"]})"_ba
                                   << "1"_ba;
    QTest::newRow("any of") << R"({"anyOf":[{"type":"integer","minimum":5},{"type":"null"}]})"_ba
                            << "5"_ba;
    QTest::newRow("most") << R"({"type":"number","minimum":0,"maximum":0.5})"_ba
                          << "0.5"_ba;
    QTest::newRow("reference")
        << R"({"type":"object","properties":{"a":{"$ref":"#/$defs/d"}},"required":["a"],"$defs":{"d":{"type":"integer"}}})"_ba
        << R"({"a":1})"_ba;
    QTest::newRow("format") << R"({"type":"string","format":"date"})"_ba
                            << R"("2026-01-01")"_ba;
    QTest::newRow("length") << R"({"type":"string","minLength":3})"_ba
                            << R"("xxx")"_ba;
}

void ToolChoiceTest::buildsInstances()
{
    QFETCH(QByteArray, schema);
    QTEST(instanceOf(schema), "instance");
    // One that needs itself comes to an end.
    QVERIFY(
        instanceOf(R"({"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]})").size() < 1000);
}

QTEST_APPLESS_MAIN(ToolChoiceTest)
#include "tool_choice_test.moc"
