#include "scripted.h"

#include "sim/answer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sim;

namespace {

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
    void thinksOnlyWhenAsked();
    void redactedThinkingAndSignature();
    void toolInputIsCutInDeltas();
    void inputsStayAsWritten();
    void refusesParameters_data();
    void refusesParameters();
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
    QCOMPARE(answer.tools.size(), size_t(1));
    QCOMPARE(answer.tools.at(0).name, "abcd"_ba);
    QCOMPARE(answer.tools.at(0).input, R"({"k":"12)"_ba);
    QCOMPARE(answer.stopReason, "max_tokens"_ba);
    QVERIFY(planned(question).contains(R"("input":{})")); // a whole answer holds no half of an object
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

QTEST_APPLESS_MAIN(ObedienceTest)
#include "obedience_test.moc"
