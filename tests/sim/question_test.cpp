#include "sim/question.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sim;

namespace {

Question read(const QByteArray &messages)
{
    const auto question = readQuestion(R"({"model":"m","messages":[)" + messages + "]}");
    if (!question)
        qFatal("%s", qPrintable(question.error()));
    return *question;
}

// An assistant message with tool calls of these ids.
QByteArray calls(const QList<QByteArray> &ids)
{
    QByteArrayList blocks;
    for (const QByteArray &id : ids)
        blocks.append(R"({"type":"tool_use","id":")" + id + R"(","name":"n","input":{"text":"x"}})");
    return R"({"role":"assistant","content":[)" + blocks.join(',') + "]}";
}

// A user message with the result of one, and perhaps another block.
QByteArray result(const QByteArray &id, const QByteArray &content, const QByteArray &more = {})
{
    return R"({"role":"user","content":[{"type":"tool_result","tool_use_id":")" + id + R"(","content":)"
        + content + "}" + (more.isEmpty() ? "" : "," + more) + "]}";
}

} // namespace

class QuestionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheTopLevel();
    void takesTheLastUserText_data();
    void takesTheLastUserText();
    void countsToolRounds();
    void newTextEndsToolRounds();
    void refusesWhatTheApiRefuses_data();
    void refusesWhatTheApiRefuses();
};

void QuestionTest::readsTheTopLevel()
{
    const QByteArray body =
        R"({"messages":[{"content":"hi","role":"user"}],"max_tokens":7,"x":[{}],"stream":true,)"
        R"("model":"claude-x"})";
    const auto question = readQuestion(body);
    QVERIFY(question);
    QCOMPARE(question->asked.model, "claude-x"_ba);
    QVERIFY(question->asked.stream);
    QCOMPARE(question->asked.maxTokens, std::optional<qint64>(7));
    QCOMPARE(question->inputTokens, body.size() / 4);
    QCOMPARE(question->text, "hi"_ba);
}

void QuestionTest::takesTheLastUserText_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("string") << R"({"role":"user","content":"a\nb"})"_ba
                            << "a\nb"_ba;
    QTest::newRow("blocks")
        << R"({"role":"user","content":[{"type":"text","text":"a"},{"text":"b","type":"text"}]})"_ba
        << "a\nb"_ba;
    QTest::newRow("last of two") << R"({"role":"user","content":"a"},{"role":"assistant","content":"b"},)"
                                    R"({"role":"user","content":"c"})"_ba
                                 << "c"_ba;
    QTest::newRow("system role after it")
        << R"({"role":"user","content":"a"},{"role":"system","content":"now"})"_ba
        << "a"_ba;
    QTest::newRow("reminder block")
        << R"({"role":"user","content":[{"type":"text","text":"<system-reminder>x\n</system-reminder>\n"},)"
           R"({"type":"text","text":"a"}]})"_ba
        << "a"_ba;
    QTest::newRow("reminder message after it")
        << R"({"role":"user","content":"a"},{"role":"user","content":"<system-reminder>x</system-reminder>"})"_ba
        << "a"_ba;
    QTest::newRow("structured output wanted")
        << R"({"role":"user","content":"a"},{"role":"assistant","content":"b"},)"
           R"({"role":"user","content":"[structured-output-enforce] You MUST"})"_ba
        << "a"_ba;
    QTest::newRow("reminder never closed") << R"({"role":"user","content":"a <system-reminder> b"})"_ba
                                           << "a <system-reminder> b"_ba;
}

void QuestionTest::takesTheLastUserText()
{
    QFETCH(QByteArray, messages);
    const Question question = read(messages);
    QTEST(question.text, "text");
    QCOMPARE(question.rounds, 0);
}

void QuestionTest::countsToolRounds()
{
    const QByteArray first = R"({"role":"user","content":"go"},)" + calls({"1", "2"}) + ","
        + result("1", R"("one")", R"({"type":"text","text":"<system-reminder>x</system-reminder>"})")
        + R"(,{"role":"system","content":"now"},)" + result("2", R"([{"type":"text","text":"two"}])");
    Question question = read(first);
    QCOMPARE(question.text, "go"_ba);
    QCOMPARE(question.rounds, 1);
    QCOMPARE(question.results, (QList<QByteArray>{"one", "two"}));

    question = read(first + "," + calls({"3"}) + "," + result("3", "[]"));
    QCOMPARE(question.text, "go"_ba);
    QCOMPARE(question.rounds, 2);
    QCOMPARE(question.results, QList<QByteArray>{QByteArray()});
}

void QuestionTest::newTextEndsToolRounds()
{
    const Question question =
        read(R"({"role":"user","content":"go"},)" + calls({"1"}) + "," + result("1", R"("r")")
            + R"(,{"role":"assistant","content":"done"},{"role":"user","content":"next"})");
    QCOMPARE(question.text, "next"_ba);
    QCOMPARE(question.rounds, 0);
    QVERIFY(question.results.isEmpty());
}

void QuestionTest::refusesWhatTheApiRefuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("part");

    QTest::newRow("no JSON") << "{"_ba << QString();
    QTest::newRow("no model") << R"({"messages":[{"role":"user","content":"a"}]})"_ba << u"model"_s;
    QTest::newRow("no messages") << R"({"model":"m"})"_ba << u"messages"_s;
    QTest::newRow("empty messages") << R"({"model":"m","messages":[]})"_ba << u"messages"_s;
    QTest::newRow("content null") << R"({"model":"m","messages":[{"role":"user","content":null}]})"_ba
                                  << u"messages[0].content"_s;
    const auto conversation = [](const QByteArray &messages) {
        return QByteArray(R"({"model":"m","messages":[)" + messages + "]}");
    };
    const QByteArray go = R"({"role":"user","content":"go"},)";
    QTest::newRow("empty text") << conversation(R"({"role":"user","content":[{"type":"text","text":""}]})")
                                << u"non-empty"_s;
    QTest::newRow("role") << conversation(R"({"role":"tool","content":"a"})") << u"role \"tool\""_s;
    QTest::newRow("call without result")
        << conversation(go + calls({"1"}) + R"(,{"role":"user","content":"a"})")
        << u"messages.1: `tool_use` ids were found without"_s;
    QTest::newRow("call at the end") << conversation(go + calls({"1"})) << u"without `tool_result`"_s;
    QTest::newRow("one result of two")
        << conversation(go + calls({"1", "2"}) + "," + result("1", R"("r")")) << u"immediately after: 2."_s;
    QTest::newRow("result without call")
        << conversation(result("1", R"("r")")) << u"messages.0.content.0: unexpected `tool_use_id`"_s;
    QTest::newRow("stream no boolean") << R"({"model":"m","stream":1,"messages":[]})"_ba << u"stream"_s;
}

void QuestionTest::refusesWhatTheApiRefuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, part);
    const auto question = readQuestion(body);
    QVERIFY(!question);
    QVERIFY2(question.error().contains(part), qPrintable(question.error()));
}

QTEST_APPLESS_MAIN(QuestionTest)
#include "question_test.moc"
