#include "sim/answer.h"
#include "sim/content.h"
#include "sim/instance.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sim;

namespace {

const QByteArray weather =
    R"({"type":"object","properties":{"unit":{"enum":["C","F"]},"city":{"type":"string"},"x":{"type":"string"}},)"
    R"("required":["city","unit"]})";

Question ask(const QByteArray &script)
{
    Question question;
    question.asked.model = "claude-test";
    question.text = script.isEmpty() ? QByteArray("hello") : "simulate:" + script;
    return question;
}

// With the tools `weather` and `time`.
Question askWithTools(const QByteArray &script, ToolChoice choice)
{
    Question question = ask(script);
    question.asked.tools = {{"weather", "", weather}, {"time", "", R"({"type":"object"})"}};
    question.asked.toolChoice = std::move(choice);
    return question;
}

Content content(const Question &question)
{
    const auto script = scriptFor(question);
    if (!script)
        qFatal("%s", qPrintable(script.error()));
    return contentOf(question, *script, 1);
}

QByteArray named(const Content &content)
{
    QByteArrayList names;
    for (const ToolCall &call : content.tools)
        names.append(call.name);
    return names.join(',');
}

QByteArray planned(const Question &question)
{
    const auto script = scriptFor(question);
    if (!script)
        qFatal("%s", qPrintable(script.error()));
    QByteArray all;
    for (const Piece &piece : planAnswer(question, *script, 1, 0).pieces)
        all += piece.bytes;
    return all;
}

} // namespace

// An answer obeys the parameters of the request.
class ObedienceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsAtSequences_data();
    void stopsAtSequences();
    void stopSequenceIsSent();
    void stopsAtMaxTokens_data();
    void stopsAtMaxTokens();
    void cutInputIsSentAsFarAsItGoes();
    void toolsAreChosen_data();
    void toolsAreChosen();
    void chosenToolIsCalledWithAnInstance();
    void structuredOutputIsGiven();
    void thinksOnlyWhenAsked();
    void redactedThinkingAndSignature();
    void toolInputIsCutInDeltas();
    void inputsStayAsWritten();
    void refusesParameters_data();
    void refusesParameters();
    void buildsInstances_data();
    void buildsInstances();
};

void ObedienceTest::stopsAtSequences_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("sequences");
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QByteArray>("met");

    using List = QList<QByteArray>;
    QTest::newRow("none met") << "ab cd"_ba << List{"x"} << List{"a", "b", " ", "c", "d"} << QByteArray();
    QTest::newRow("in a piece") << "abcde"_ba << List{"c"} << List{"a", "b"} << "c"_ba;
    QTest::newRow("across pieces") << "abcdeabcde"_ba << List{"dea"} << List{"ab", "c"} << "dea"_ba;
    QTest::newRow("the first of two") << "abcde"_ba << List{"d", "b"} << List{"a"} << "b"_ba;
    QTest::newRow("the one complete first") << "abcde"_ba << List{"bcd", "c"} << List{"a", "b"} << "c"_ba;
    QTest::newRow("at once") << "abcde"_ba << List{"a"} << List{} << "a"_ba;
    QTest::newRow("not a character") << "äöü"_ba << List{"ö"} << List{"ä"} << "ö"_ba;
}

void ObedienceTest::stopsAtSequences()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, sequences);
    QFETCH(QByteArray, met);
    Question question = ask(R"({"text":")" + text + R"(","deltas":5,"tools":[{"name":"t"}]})");
    question.asked.stopSequences = sequences;
    const Content answer = content(question);
    QTEST(answer.text, "pieces");
    QCOMPARE(answer.stopSequence, met);
    QCOMPARE(answer.stopReason, met.isEmpty() ? "tool_use"_ba : "stop_sequence"_ba);
    QCOMPARE(answer.tools.size(), met.isEmpty() ? size_t(1) : size_t(0));

    question = ask({});
    question.asked.stopSequences = {"no model"};
    QCOMPARE(content(question).text.join(), "This is a simulated answer: "_ba);
}

void ObedienceTest::stopSequenceIsSent()
{
    for (const bool stream : {true, false}) {
        Question question = ask(R"({"text":"one STOP two"})");
        question.asked.stream = stream;
        QVERIFY(planned(question).contains(R"("stop_reason":"end_turn","stop_sequence":null)"));
        question.asked.stopSequences = {"STOP"};
        const QByteArray all = planned(question);
        QVERIFY2(all.contains(R"("stop_reason":"stop_sequence","stop_sequence":"STOP")"), all.constData());
        QVERIFY(!all.contains("two"));
    }
}

void ObedienceTest::stopsAtMaxTokens_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("most");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");

    QTest::newRow("enough") << R"({"text":"12345678"})"_ba << 2 << "12345678"_ba
                            << "end_turn"_ba;
    QTest::newRow("too little") << R"({"text":"123456789"})"_ba << 2 << "12345678"_ba
                                << "max_tokens"_ba;
    QTest::newRow("whole characters") << R"({"text":"123äö"})"_ba << 1 << "123"_ba
                                      << "max_tokens"_ba;
    QTest::newRow("deltas alone") << R"({"deltas":100})"_ba << 1 << "1 2 "_ba
                                  << "max_tokens"_ba;
    QTest::newRow("thinking counts") << R"({"thinking":"12345678","text":"12345678"})"_ba << 3 << "1234"_ba
                                     << "max_tokens"_ba;
    QTest::newRow("a cut tool") << R"({"text":"1234","tools":[{"name":"t"}]})"_ba << 1 << "1234"_ba
                                << "max_tokens"_ba;
    QTest::newRow("over the reason of the script")
        << R"({"text":"12345678","stop_reason":"refusal"})"_ba << 1 << "1234"_ba
        << "max_tokens"_ba;
    QTest::newRow("the reason of the script")
        << R"({"text":"1234","stop_reason":"refusal"})"_ba << 1 << "1234"_ba
        << "refusal"_ba;
    QTest::newRow("before the stop sequence") << R"({"text":"12STOP"})"_ba << 1 << "12ST"_ba
                                              << "max_tokens"_ba;
    QTest::newRow("behind the stop sequence") << R"({"text":"12STOP 3456"})"_ba << 2 << "12"_ba
                                              << "stop_sequence"_ba;
}

void ObedienceTest::stopsAtMaxTokens()
{
    QFETCH(QByteArray, script);
    QFETCH(int, most);
    Question question = ask(script);
    question.asked.thinks = true;
    question.asked.maxTokens = most;
    question.asked.stopSequences = {"STOP"};
    const Content answer = content(question);
    QTEST(answer.text.join(), "text");
    QTEST(answer.stopReason, "reason");
}

void ObedienceTest::cutInputIsSentAsFarAsItGoes()
{
    Question question = ask(R"({"tools":[{"name":"abcd","input":{"k":"123456"}},{"name":"b"}]})");
    question.asked.maxTokens = 3;
    const Content answer = content(question);
    QCOMPARE(named(answer), "abcd"_ba);
    QCOMPARE(answer.tools.at(0).input, R"({"k":"12)"_ba);
    QCOMPARE(answer.stopReason, "max_tokens"_ba);
    QVERIFY(planned(question).contains(R"("input":{})")); // a whole answer holds no half of an object
}

void ObedienceTest::toolsAreChosen_data()
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

void ObedienceTest::toolsAreChosen()
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

void ObedienceTest::chosenToolIsCalledWithAnInstance()
{
    const Content answer = content(askWithTools({}, {ToolChoice::Kind::Any, "", false}));
    QCOMPARE(answer.tools.at(0).input, R"({"unit":"C","city":"x"})"_ba);
    QVERIFY(answer.tools.at(0).id.startsWith("toolu_"));
}

void ObedienceTest::structuredOutputIsGiven()
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

void ObedienceTest::thinksOnlyWhenAsked()
{
    Question question = ask(R"({"thinking":"hm","redacted_thinking":"x","text":"a"})");
    QVERIFY(content(question).thinking.isEmpty());
    QVERIFY(content(question).redactedThinking.isEmpty());
    question.asked.thinks = true;
    QCOMPARE(content(question).thinking.join(), "hm"_ba);
    QCOMPARE(content(question).redactedThinking, "x"_ba);
}

void ObedienceTest::redactedThinkingAndSignature()
{
    Question question = ask(R"({"thinking":"hm","signature":"sIg","redacted_thinking":"DATA","text":"a"})");
    question.asked.thinks = true;
    QVERIFY(planned(question).contains(R"({"type":"thinking","thinking":"hm","signature":"sIg"},)"
                                       R"({"type":"redacted_thinking","data":"DATA"},{"type":"text")"));
    question.asked.stream = true;
    const QByteArray all = planned(question);
    QVERIFY(all.contains(R"({"type":"signature_delta","signature":"sIg"})"));
    QVERIFY(all.contains(R"("index":1,"content_block":{"type":"redacted_thinking","data":"DATA"})"));
    QVERIFY(all.contains(R"("index":2,"content_block":{"type":"text")"));
}

void ObedienceTest::toolInputIsCutInDeltas()
{
    Question question = ask(R"({"tools":[{"name":"t","input":{"abc":"def"}}],"tool_deltas":4})");
    question.asked.stream = true;
    const QByteArray all = planned(question);
    QCOMPARE(all.count("input_json_delta"), 5); // and an empty one, as the API sends it
    QVERIFY(all.contains(R"("partial_json":"{\"a")"));
}

void ObedienceTest::inputsStayAsWritten()
{
    const QByteArray input = R"({"z":12345678901234567890,"a":1.50,"\u00e9":[{"y":1,"b":2}]})";
    Question question = ask(R"({"tools":[{"name":"a"}],"then":{"tools":[{"name":"b"}],"then":{"tools":)"
                            R"([{"name":"StructuredOutput","input":)"
        + input + R"(}],"tool_deltas":1}}})");
    question.rounds = 2;
    QCOMPARE(content(question).tools.at(0).input, input);
}

void ObedienceTest::refusesParameters_data()
{
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QByteArray>("message"); // empty: not refused

    QTest::newRow("not carried") << R"(["top_p","thinking","tool_choice"])"_ba << QByteArray();
    QTest::newRow("sampling") << R"(["temperature"])"_ba
                              << "`temperature` is deprecated for this model."_ba;
    QTest::newRow("other") << R"(["top_p","metadata"])"_ba
                           << "metadata: Extra inputs are not permitted"_ba;
}

void ObedienceTest::refusesParameters()
{
    QFETCH(QByteArray, names);
    QFETCH(QByteArray, message);
    Question question = ask(R"({"text":"fine","refuse_params":)" + names + "}");
    question.asked.given = {"model", "temperature", "metadata", "thinking"};
    const QByteArray all = planned(question);
    QCOMPARE(all.contains("fine"), message.isEmpty());
    QCOMPARE(all.contains("invalid_request_error"), !message.isEmpty());
    QVERIFY2(all.contains(message), all.constData());
    question.asked.thinks = true;
    QCOMPARE(
        planned(question).contains("thinking: Extra inputs are not permitted"), names.contains("thinking"));
}

void ObedienceTest::buildsInstances_data()
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

void ObedienceTest::buildsInstances()
{
    QFETCH(QByteArray, schema);
    QTEST(instanceOf(schema), "instance");
    // One that needs itself comes to an end.
    QVERIFY(
        instanceOf(R"({"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]})").size() < 1000);
}

QTEST_APPLESS_MAIN(ObedienceTest)
#include "obedience_test.moc"
