#include "sim/script.h"
#include "sim/split.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sim;

class ScriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isFoundInText_data();
    void isFoundInText();
    void readsEveryKey();
    void hasDefaults();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void splitsByWord_data();
    void splitsByWord();
    void splitsEvenly_data();
    void splitsEvenly();
    void beginsAtWholeCharacters();
};

void ScriptTest::isFoundInText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("script");

    QTest::newRow("none") << "hello {}"_ba << QByteArray();
    QTest::newRow("other case") << "Simulate:{}"_ba << QByteArray();
    QTest::newRow("alone") << R"(simulate:{"text":"a"})"_ba
                           << R"({"text":"a"})"_ba;
    QTest::newRow("inside") << R"(go simulate:{"a":{"b":{}}} and } on)"_ba
                            << R"({"a":{"b":{}}})"_ba;
    QTest::newRow("braces in strings") << R"(simulate:{"text":"}\"}{"} x)"_ba
                                       << R"({"text":"}\"}{"})"_ba;
    QTest::newRow("the first of two") << "simulate:{} simulate:{1}"_ba
                                      << "{}"_ba;
    QTest::newRow("never closed") << R"(simulate:{"text":"a")"_ba
                                  << R"({"text":"a")"_ba;
    QTest::newRow("ends in an escape") << R"(simulate:{"text":"\)"_ba
                                       << R"({"text":"\)"_ba;
}

void ScriptTest::isFoundInText()
{
    QFETCH(QByteArray, text);
    QTEST(scriptIn(text), "script");
}

void ScriptTest::readsEveryKey()
{
    const auto script = readScript(R"({
        "text": "Grüße \"x\"", "deltas": 3, "delay_ms": 2, "first_ms": 40, "last_ms": 7, "thinking": "hm",
        "signature": "s", "redacted_thinking": "r", "tool_deltas": 5, "refuse_params": ["top_p", "thinking"],
        "tools": [{"name": "Bash", "input": {"z": 12345678901234567890, "a": "\u00e9"}}, {"id": "t2", "name": "Read"}],
        "then": {"text": "done"}, "stop_reason": "end_turn",
        "usage": {"input_tokens": 1, "output_tokens": 2, "cache_creation_input_tokens": 3,
                  "cache_read_input_tokens": 4, "thinking_tokens": 5},
        "error_type": "api_error", "message": "no", "headers": {"retry-after": "17"},
        "cut": {"after": 2, "how": "stall"}, "times": 2})");
    QVERIFY2(script, script ? "" : qPrintable(script.error()));

    Script wanted;
    wanted.text = "Grüße \"x\""_ba;
    wanted.deltas = 3;
    wanted.delayMs = 2;
    wanted.firstMs = 40;
    wanted.lastMs = 7;
    wanted.thinking = "hm";
    wanted.signature = "s";
    wanted.redactedThinking = "r";
    wanted.toolDeltas = 5;
    wanted.refuseParams = {"top_p", "thinking"};
    wanted.tools = {{"", "Bash", R"({"z":12345678901234567890,"a":"\u00e9"})"}, {"t2", "Read", "{}"}};
    wanted.then = R"({"text":"done"})";
    wanted.stopReason = "end_turn";
    wanted.usage = {1, 2, 3, 4, 5};
    wanted.errorType = "api_error";
    wanted.message = "no";
    wanted.headers = {{"retry-after", "17"}};
    wanted.cut = Cut{2, Cut::How::Stall};
    wanted.times = 2;
    QCOMPARE(script->tools, wanted.tools);
    QVERIFY(*script == wanted);
}

void ScriptTest::hasDefaults()
{
    const auto script = readScript("{}");
    QVERIFY(script);
    QVERIFY(*script == Script());
    QVERIFY(!script->fails());
}

void ScriptTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("part");

    QTest::newRow("not closed") << R"({"text":"a")"_ba << QString();
    QTest::newRow("unknown key") << R"({"txt":"a"})"_ba << u"txt"_s;
    QTest::newRow("wrong type") << R"({"text":5})"_ba << u"text"_s;
    QTest::newRow("unknown tool key") << R"({"tools":[{"name":"a","args":{}}]})"_ba << u"tools[0].args"_s;
    QTest::newRow("nameless tool") << R"({"tools":[{"input":{}}]})"_ba << u"tools[0] needs a name"_s;
    QTest::newRow("input no object") << R"({"tools":[{"name":"a","input":"{}"}]})"_ba << u"tools[0].input"_s;
    QTest::newRow("unknown usage") << R"({"usage":{"tokens":1}})"_ba << u"usage.tokens"_s;
    QTest::newRow("negative usage") << R"({"usage":{"input_tokens":-1}})"_ba << u"usage.input_tokens"_s;
    QTest::newRow("status too low") << R"({"status":99})"_ba << u"from 200 to 599"_s;
    QTest::newRow("no deltas") << R"({"deltas":0})"_ba << u"deltas"_s;
    QTest::newRow("negative wait") << R"({"delay_ms":-1})"_ba << u"delay_ms"_s;
    QTest::newRow("how") << R"({"cut":{"how":"slowly"}})"_ba << u"error, drop or stall"_s;
    QTest::newRow("header") << R"({"headers":{"a":"b\r\nc: d"}})"_ba << u"line ends"_s;
    QTest::newRow("inside then") << R"({"tools":[{"name":"a"}],"then":{"txt":1}})"_ba << u"txt"_s;
    QTest::newRow("then without tools") << R"({"then":{}})"_ba << u"then needs tools"_s;
    QTest::newRow("times without failure") << R"({"times":1})"_ba << u"times needs"_s;
    QTest::newRow("no tool deltas") << R"({"tool_deltas":0})"_ba << u"tool_deltas"_s;
    QTest::newRow("parameters no names") << R"({"refuse_params":[1]})"_ba << u"refuse_params[0]"_s;
    QTest::newRow("cut and status") << R"({"cut":{},"status":500})"_ba << u"exclude"_s;
}

void ScriptTest::saysWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, part);
    const auto script = readScript(json);
    QVERIFY(!script);
    QVERIFY(!script.error().isEmpty());
    QVERIFY2(script.error().contains(part), qPrintable(script.error()));
}

void ScriptTest::splitsByWord_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("pieces");

    QTest::newRow("empty") << QByteArray() << QList<QByteArray>();
    QTest::newRow("one") << "one"_ba << QList<QByteArray>{"one"};
    QTest::newRow("three") << "a bc\n\nd"_ba << QList<QByteArray>{"a", " bc", "\n\nd"};
    QTest::newRow("space around") << "  a  b "_ba << QList<QByteArray>{"  a", "  b", " "};
}

void ScriptTest::splitsByWord()
{
    QFETCH(QByteArray, text);
    QTEST(splitByWord(text), "pieces");
}

void ScriptTest::splitsEvenly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QList<QByteArray>>("pieces");

    QTest::newRow("empty") << QByteArray() << qint64(3) << QList<QByteArray>();
    QTest::newRow("two") << "abcde"_ba << qint64(2) << QList<QByteArray>{"ab", "cde"};
    QTest::newRow("more than there are") << "ab"_ba << qint64(9) << QList<QByteArray>{"a", "b"};
    QTest::newRow("whole characters") << "äö🙂"_ba << qint64(3) << QList<QByteArray>{"ä", "ö", "🙂"};
}

void ScriptTest::splitsEvenly()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, count);
    QTEST(splitEvenly(text, count), "pieces");
}

void ScriptTest::beginsAtWholeCharacters()
{
    QCOMPARE(beginning("abc", 5), "abc"_ba);
    QCOMPARE(beginning("abc", 2), "ab"_ba);
    QCOMPARE(beginning("a🙂b", 4), "a"_ba);
    QCOMPARE(beginning("a🙂b", 5), "a🙂"_ba);
    QCOMPARE(numbers(3).join(), "1 2 3"_ba);
}

QTEST_APPLESS_MAIN(ScriptTest)
#include "script_test.moc"
