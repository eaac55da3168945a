#include "sim/answer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sim;

namespace {

Question ask(const QByteArray &text, bool stream = true)
{
    Question question;
    question.asked.model = "claude-test";
    question.asked.stream = stream;
    question.asked.thinks = true;
    question.text = text;
    question.inputTokens = 100;
    return question;
}

Answer plan(const Question &question, qint64 failed = 0)
{
    const auto script = scriptFor(question);
    if (!script)
        qFatal("%s", qPrintable(script.error()));
    return planAnswer(question, *script, 7, failed);
}

QByteArray bytes(const Answer &answer)
{
    QByteArray all;
    for (const Piece &piece : answer.pieces)
        all += piece.bytes;
    return all;
}

// The data of each event; a frame whose `event:` line does not name its type ends the test run.
QList<QJsonObject> events(const Answer &answer)
{
    QList<QJsonObject> list;
    const QByteArray all = bytes(answer);
    for (qsizetype at = 0; at < all.size();) {
        const qsizetype end = all.indexOf("\n\n", at);
        const QList<QByteArray> lines = all.mid(at, end - at).split('\n');
        const QJsonObject data = QJsonDocument::fromJson(lines.value(1).mid(6)).object();
        const QByteArray type = data.value("type"_L1).toString().toUtf8();
        if (lines.size() != 2 || lines.at(0) != "event: " + type || !lines.at(1).startsWith("data: "))
            qFatal("not an event: %s", lines.join('|').constData());
        list.append(data);
        at = end + 2;
    }
    return list;
}

QStringList types(const Answer &answer)
{
    QStringList list;
    for (const QJsonObject &event : events(answer))
        list.append(event.value("type"_L1).toString());
    return list;
}

// The pieces of one kind of delta, joined.
QString joined(const Answer &answer, QLatin1StringView field)
{
    QString text;
    for (const QJsonObject &event : events(answer))
        text += event.value("delta"_L1).toObject().value(field).toString();
    return text;
}

int deltaCount(const Answer &answer)
{
    return int(types(answer).count(u"content_block_delta"_s));
}

QJsonObject whole(const Answer &answer)
{
    return QJsonDocument::fromJson(bytes(answer)).object();
}

} // namespace

class AnswerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultAnswerEchoes();
    void defaultAnswerObeysMaxTokens();
    void longEchoIsShortened();
    void hasTheOrderOfTheApi();
    void deltasArePaced();
    void deltasAloneAreNumbers();
    void toolsAreCalled();
    void thenFollowsTheRounds();
    void resultsAreQuoted();
    void usageIsEstimatedOrScripted();
    void wholeSaysTheSame();
    void errorsHaveTheShapeOfTheApi_data();
    void errorsHaveTheShapeOfTheApi();
    void timesLimitsFailures();
    void cutsAfterDeltas_data();
    void cutsAfterDeltas();
    void cutsWholeAnswers();
    void badScriptIsNamed();
};

void AnswerTest::defaultAnswerEchoes()
{
    const Answer answer = plan(ask("Grüße 🙂"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(joined(answer, "text"_L1),
        u"This is a simulated answer: no model was asked. You said: \"Grüße 🙂\""_s);
    QCOMPARE(joined(answer, "stop_reason"_L1), u"end_turn"_s);
    QVERIFY(deltaCount(answer) > 10);
}

void AnswerTest::defaultAnswerObeysMaxTokens()
{
    Question question = ask("hello");
    question.asked.maxTokens = 3;
    const Answer answer = plan(question);
    QCOMPARE(joined(answer, "text"_L1), u"This is a si"_s);
    QCOMPARE(joined(answer, "stop_reason"_L1), u"max_tokens"_s);
}

void AnswerTest::longEchoIsShortened()
{
    const QString text = joined(plan(ask(QByteArray("ä").repeated(100'000))), "text"_L1);
    QVERIFY(text.endsWith(u"ää…\""_s));
    QVERIFY(text.size() < 1200);
}

void AnswerTest::hasTheOrderOfTheApi()
{
    const Answer answer = plan(ask(R"(simulate:{"thinking":"so","text":"a b"})"));
    QCOMPARE(types(answer),
        (QStringList{u"message_start"_s, u"content_block_start"_s, u"ping"_s, u"content_block_delta"_s,
            u"content_block_delta"_s, u"content_block_stop"_s, u"content_block_start"_s,
            u"content_block_delta"_s, u"content_block_delta"_s, u"content_block_stop"_s, u"message_delta"_s,
            u"message_stop"_s}));
    const QList<QJsonObject> list = events(answer);
    QCOMPARE(list.at(0).value("message"_L1).toObject().value("model"_L1).toString(), u"claude-test"_s);
    QCOMPARE(list.at(1).value("content_block"_L1).toObject().value("type"_L1).toString(), u"thinking"_s);
    QCOMPARE(list.at(4).value("delta"_L1).toObject().value("type"_L1).toString(), u"signature_delta"_s);
    QCOMPARE(list.at(6).value("index"_L1).toInt(), 1);
    QCOMPARE(joined(answer, "thinking"_L1), u"so"_s);
    QCOMPARE(joined(answer, "text"_L1), u"a b"_s);
}

void AnswerTest::deltasArePaced()
{
    const Answer answer = plan(ask(R"(simulate:{"text":"abcdef","deltas":3,"delay_ms":40,"first_ms":9})"));
    QCOMPARE(answer.firstMs, 9);
    QCOMPARE(answer.pieces.size(), size_t(3));
    QCOMPARE(answer.pieces.at(0).afterMs, 0);
    QVERIFY(answer.pieces.at(0).bytes.contains(R"("text":"ab")"));
    QCOMPARE(answer.pieces.at(1).afterMs, 40);
    QVERIFY(answer.pieces.at(1).bytes.contains(R"("text":"cd")"));
    QCOMPARE(answer.pieces.at(2).afterMs, 40);
    QVERIFY(answer.pieces.at(2).bytes.contains("message_stop"));

    QCOMPARE(plan(ask(R"(simulate:{"text":"abcdef","deltas":3,"delay_ms":0})")).pieces.size(), size_t(1));

    const Answer late = plan(ask(R"(simulate:{"text":"a","last_ms":70})"));
    QCOMPARE(late.pieces.size(), size_t(2));
    QVERIFY(late.pieces.at(0).bytes.contains("message_delta"));
    QCOMPARE(late.pieces.at(1).afterMs, 70);
    QVERIFY(late.pieces.at(1).bytes.startsWith("event: message_stop"));
}

void AnswerTest::deltasAloneAreNumbers()
{
    const Answer answer = plan(ask(R"(simulate:{"deltas":12})"));
    QCOMPARE(deltaCount(answer), 12);
    QCOMPARE(joined(answer, "text"_L1), u"1 2 3 4 5 6 7 8 9 10 11 12"_s);
}

void AnswerTest::toolsAreCalled()
{
    const Answer answer =
        plan(ask(R"(simulate:{"tools":[{"name":"a","input":{"z":"a long enough text, ä","b":1}},)"
                 R"({"name":"b","id":"own"}]})"));
    QList<QJsonObject> starts;
    QString input;
    for (const QJsonObject &event : events(answer)) {
        if (event.value("type"_L1) == "content_block_start"_L1)
            starts.append(event.value("content_block"_L1).toObject());
        if (event.value("index"_L1).toInt(-1) == 0)
            input += event.value("delta"_L1).toObject().value("partial_json"_L1).toString();
    }
    QCOMPARE(starts.size(), 2);
    QCOMPARE(starts.at(0).value("name"_L1).toString(), u"a"_s);
    QVERIFY(starts.at(0).value("id"_L1).toString().startsWith(u"toolu_"_s));
    QCOMPARE(starts.at(1).value("id"_L1).toString(), u"own"_s);
    QCOMPARE(input, uR"({"z":"a long enough text, ä","b":1})"_s);
    QCOMPARE(joined(answer, "stop_reason"_L1), u"tool_use"_s);
}

void AnswerTest::thenFollowsTheRounds()
{
    Question question = ask(R"(simulate:{"tools":[{"name":"a"}],"then":{"text":"one","tools":[{"name":"b"}],)"
                            R"("then":{"text":"two"}}})");
    QCOMPARE(joined(plan(question), "text"_L1), QString());
    question.rounds = 1;
    QCOMPARE(joined(plan(question), "text"_L1), u"one"_s);
    QCOMPARE(joined(plan(question), "stop_reason"_L1), u"tool_use"_s);
    question.rounds = 2;
    QCOMPARE(joined(plan(question), "text"_L1), u"two"_s);
    QCOMPARE(joined(plan(question), "stop_reason"_L1), u"end_turn"_s);
}

void AnswerTest::resultsAreQuoted()
{
    Question question = ask(R"(simulate:{"tools":[{"name":"a"}]})");
    question.rounds = 1;
    question.results = {"hi", "ho"};
    QVERIFY(joined(plan(question), "text"_L1).endsWith(uR"(The tools said: "hi" "ho")"_s));
}

void AnswerTest::usageIsEstimatedOrScripted()
{
    QList<QJsonObject> list = events(plan(ask(R"(simulate:{"thinking":"12345678","text":"1234"})")));
    QJsonObject usage = list.at(list.size() - 2).value("usage"_L1).toObject();
    QCOMPARE(usage.value("input_tokens"_L1).toInt(), 100);
    QCOMPARE(usage.value("output_tokens"_L1).toInt(), 3);
    QCOMPARE(usage.value("output_tokens_details"_L1).toObject().value("thinking_tokens"_L1).toInt(), 2);

    list = events(plan(ask(R"(simulate:{"text":"a","usage":{"input_tokens":1,"output_tokens":2,)"
                           R"("cache_creation_input_tokens":3,"cache_read_input_tokens":4}})")));
    usage = list.at(0).value("message"_L1).toObject().value("usage"_L1).toObject();
    QCOMPARE(usage.value("input_tokens"_L1).toInt(), 1);
    QCOMPARE(usage.value("cache_creation_input_tokens"_L1).toInt(), 3);
    QCOMPARE(usage.value("cache_read_input_tokens"_L1).toInt(), 4);
    usage = list.at(list.size() - 2).value("usage"_L1).toObject();
    QCOMPARE(usage.value("output_tokens"_L1).toInt(), 2);
    QVERIFY(!usage.contains("output_tokens_details"_L1));
}

void AnswerTest::wholeSaysTheSame()
{
    const Answer answer =
        plan(ask(R"(simulate:{"thinking":"so","text":"a b","tools":[{"name":"n","input":{"k":1}}],)"
                 R"("first_ms":5})",
            false));
    QVERIFY(!answer.streamed);
    QCOMPARE(answer.firstMs, 5);
    const QJsonObject message = whole(answer);
    const QJsonArray content = message.value("content"_L1).toArray();
    QCOMPARE(content.size(), 3);
    QCOMPARE(content.at(0).toObject().value("thinking"_L1).toString(), u"so"_s);
    QCOMPARE(content.at(1).toObject().value("text"_L1).toString(), u"a b"_s);
    QCOMPARE(content.at(2).toObject().value("input"_L1).toObject().value("k"_L1).toInt(), 1);
    QCOMPARE(message.value("stop_reason"_L1).toString(), u"tool_use"_s);
    QCOMPARE(message.value("model"_L1).toString(), u"claude-test"_s);
}

void AnswerTest::errorsHaveTheShapeOfTheApi_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("message");

    QTest::newRow("by status") << R"({"status":529})"_ba << 529 << u"overloaded_error"_s << u"Overloaded"_s;
    QTest::newRow("uncommon status") << R"({"status":418})"_ba << 418 << u"api_error"_s
                                     << u"Simulated error"_s;
    QTest::newRow("scripted") << R"({"status":400,"error_type":"x","message":"y \"z\""})"_ba << 400 << u"x"_s
                              << u"y \"z\""_s;
}

void AnswerTest::errorsHaveTheShapeOfTheApi()
{
    QFETCH(QByteArray, script);
    for (const bool stream : {true, false}) {
        const Answer answer = plan(ask("simulate:" + script, stream));
        QVERIFY(!answer.streamed);
        QTEST(answer.status, "status");
        QCOMPARE(whole(answer).value("type"_L1).toString(), u"error"_s);
        const QJsonObject error = whole(answer).value("error"_L1).toObject();
        QTEST(error.value("type"_L1).toString(), "type");
        QTEST(error.value("message"_L1).toString(), "message");
    }
}

void AnswerTest::timesLimitsFailures()
{
    const Question question =
        ask(R"(simulate:{"status":429,"headers":{"retry-after":"17"},"times":2,"text":"ok"})");
    const Answer failed = plan(question, 1);
    QCOMPARE(failed.status, 429);
    QCOMPARE(http::headerValue(failed.headers, "retry-after"), "17"_ba);
    const Answer good = plan(question, 2);
    QCOMPARE(good.status, 200);
    QCOMPARE(joined(good, "text"_L1), u"ok"_s);
    QCOMPARE(http::headerValue(good.headers, "retry-after"), QByteArray());
}

void AnswerTest::cutsAfterDeltas_data()
{
    QTest::addColumn<QByteArray>("cut");
    QTest::addColumn<int>("deltas");
    QTest::addColumn<QString>("last");
    QTest::addColumn<Ending>("ending");

    QTest::newRow("at once") << R"({"how":"drop"})"_ba << 0 << u"ping"_s << Ending::Drop;
    QTest::newRow("error") << R"({"after":2})"_ba << 2 << u"error"_s << Ending::Complete;
    QTest::newRow("drop") << R"({"after":2,"how":"drop"})"_ba << 2 << u"content_block_delta"_s
                          << Ending::Drop;
    QTest::newRow("stall") << R"({"after":3,"how":"stall"})"_ba << 3 << u"content_block_delta"_s
                           << Ending::Stall;
    QTest::newRow("behind the last") << R"({"after":9})"_ba << 4 << u"error"_s << Ending::Complete;
}

void AnswerTest::cutsAfterDeltas()
{
    QFETCH(QByteArray, cut);
    const Answer answer = plan(ask(R"(simulate:{"text":"a b c d","cut":)" + cut + "}"));
    QCOMPARE(answer.status, 200);
    QTEST(deltaCount(answer), "deltas");
    QTEST(types(answer).last(), "last");
    QTEST(answer.ending, "ending");
    QVERIFY(!types(answer).contains(u"message_delta"_s));
}

void AnswerTest::cutsWholeAnswers()
{
    Answer answer = plan(ask(R"(simulate:{"cut":{"after":1}})", false));
    QCOMPARE(answer.status, 529);
    QCOMPARE(answer.ending, Ending::Complete);
    answer = plan(ask(R"(simulate:{"cut":{"how":"drop"}})", false));
    QCOMPARE(answer.ending, Ending::Drop);
    answer = plan(ask(R"(simulate:{"cut":{"how":"stall"}})", false));
    QCOMPARE(answer.ending, Ending::Stall);
}

void AnswerTest::badScriptIsNamed()
{
    const auto script = scriptFor(ask(R"(simulate:{"txet":""})"));
    QVERIFY(!script);
    QVERIFY2(script.error().contains(u"txet"_s), qPrintable(script.error()));
}

QTEST_APPLESS_MAIN(AnswerTest)
#include "answer_test.moc"
