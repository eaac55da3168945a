#include "ui/log/cli_lines_model.h"
#include "ui/log/curl.h"
#include "ui/log/json_model.h"
#include "ui/log/passages.h"

#include "base/json.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::JsonModel;
using ui::Passage;

namespace {

// With double quotes in the place of single ones. Raw strings that hold braces and quotes are too much for moc.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

// Everything in the tree, unfolded, as JSON again.
QByteArray reassembled(JsonModel &model, const QModelIndex &index)
{
    while (model.canFetchMore(index))
        model.fetchMore(index);
    for (int last = model.rowCount(index) - 1; last >= 0 && model.isMore(model.index(last, 0, index));
         last = model.rowCount(index) - 1)
        model.readOn(model.index(last, 0, index));
    const auto value = model.valueAt(index);
    const bool object = value.trimmed().startsWith('{');
    if (!object && !value.trimmed().startsWith('['))
        return value.toByteArray();
    QByteArray text(1, object ? '{' : '[');
    for (int row = 0; row < model.rowCount(index); ++row) {
        const auto child = model.index(row, 0, index);
        if (row > 0)
            text += ',';
        if (object)
            text += child.data(JsonModel::KeyRole).toString().toUtf8() + ':';
        text += reassembled(model, child);
    }
    return text + (object ? '}' : ']');
}

QByteArray randomJson(QRandomGenerator &random, int depth)
{
    static const QByteArray leaves[] = {"12345678901234567890", "1.50", "-0", "1e+2", "true", "false", "null",
        "\"\"", "\"a\\\"}]{\\\\\"", "\"\\u00e9\\ud83d\\ude00\\/\"", "\"\xc3\xa9\xe2\x82\xac\"", "{}", "[]"};
    if (depth == 0 || random.bounded(4) == 0)
        return leaves[random.bounded(int(std::size(leaves)))];
    const bool object = random.bounded(2) > 0;
    QByteArray text(1, object ? '{' : '[');
    for (int i = random.bounded(6); i > 0; --i) {
        text += random.bounded(2) > 0 ? " " : "\n\t";
        if (object)
            text += "\"key" + QByteArray::number(random.bounded(20)) + "\\t\": ";
        text += randomJson(random, depth - 1) + (i > 1 ? "," : "");
    }
    return text + (object ? '}' : ']');
}

QStringList titles(const QList<Passage> &passages)
{
    QStringList titles;
    for (const auto &passage : passages)
        titles += passage.title;
    return titles;
}

} // namespace

class UiLogTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTreeKeepsOrderAndNumbers()
    {
        JsonModel model;
        model.setJson(
            json("{'z': 12345678901234567890, 'a': 1.50, 'm': {'b': [1, {'c': null}]}, 'a': 'twice'}"));
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0, 0).data().toString(), u"\"z\": 12345678901234567890"_s);
        QCOMPARE(model.index(1, 0).data().toString(), u"\"a\": 1.50"_s);
        QCOMPARE(model.index(3, 0).data().toString(), u"\"a\": \"twice\""_s);
        const auto object = model.index(2, 0);
        QVERIFY(model.hasChildren(object));
        QCOMPARE(model.rowCount(object), 0); // not read yet
        QVERIFY(model.canFetchMore(object));
        model.fetchMore(object);
        const auto array = model.index(0, 0, object);
        QCOMPARE(array.data(JsonModel::KindRole).toInt(), int(JsonModel::Kind::Array));
        model.fetchMore(array);
        QCOMPARE(model.index(0, 0, array).data().toString(), u"0: 1"_s);
        QVERIFY(!model.hasChildren(model.index(0, 0, array)));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it can't bear rows that come while it looks
    }

    // Unfolding all of a text and putting it together gives the text; so does printing it.
    void nothingIsLostOrChanged()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 200; ++round) {
            const QByteArray json = "{\"all\": " + randomJson(random, 5) + "}";
            const auto compact = base::json::compactObject(json);
            QVERIFY(compact);
            JsonModel model;
            model.setJson(json);
            QCOMPARE(reassembled(model, {}), *compact);
            const auto pretty = base::json::compactObject(ui::prettyJson(json, 1 << 20));
            QVERIFY(pretty);
            QCOMPARE(*pretty, *compact);
        }
    }

    // Cut anywhere, or with a byte changed: what comes out does not matter, as long as it ends.
    void whatIsNoJsonDoesNoHarm()
    {
        const QByteArray Marks = "\\{}[]\",:x";
        QRandomGenerator random(4);
        for (int round = 0; round < 500; ++round) {
            auto json = "{\"all\": " + randomJson(random, 4) + "}";
            if (round % 2)
                json.truncate(random.bounded(int(json.size())));
            else
                json[random.bounded(int(json.size()))] = Marks[random.bounded(int(Marks.size()))];
            JsonModel model;
            model.setJson(json);
            reassembled(model, {});
            model.find(u"key1"_s, {});
            QVERIFY(ui::prettyJson(json, 1 << 20).size() < (1 << 20));
            ui::passagesOfRequest(json);
        }
    }

    void prettyJsonReadsWell()
    {
        QCOMPARE(ui::prettyJson(json("{'b':[1,{}],'a':{'c':'d: {'},'e':[]}"), 1000),
            QByteArray("{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": {\n    \"c\": \"d: {\"\n  },\n  \"e\": "
                       "[]\n}"));
        QCOMPARE(ui::prettyJson("no JSON: {at all}", 1000), QByteArray("no JSON: {at all}"));
        const auto cut = ui::prettyJson('[' + QByteArray("1,").repeated(1000) + "1]", 100);
        QVERIFY(cut.size() >= 100 && cut.size() < 110);
    }

    void manyItemsAreReadInPieces()
    {
        QByteArray text = "{\"list\":[0";
        for (int i = 1; i < 2500; ++i)
            text += ',' + QByteArray::number(i);
        JsonModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it can't bear rows that come while it looks
        model.setJson(text + "]}");
        const auto list = model.index(0, 0);
        model.fetchMore(list);
        QCOMPARE(model.rowCount(list), JsonModel::MostAtOnce + 1);
        const auto more = model.index(JsonModel::MostAtOnce, 0, list);
        QVERIFY(model.isMore(more));
        model.readOn(more);
        QCOMPARE(model.rowCount(list), 2 * JsonModel::MostAtOnce + 1);
        model.readOn(model.index(2 * JsonModel::MostAtOnce, 0, list));
        QCOMPARE(model.rowCount(list), 2500);
        QCOMPARE(model.index(2499, 0, list).data().toString(), u"2499: 2499"_s);
    }

    void eventsGrowInPlace()
    {
        JsonModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it can't bear rows that come while it looks
        QByteArray stream = ": ping\n\ndata: {\"n\":1}\n\ndata: {\"n\"";
        model.setEvents(stream);
        QCOMPARE(model.rowCount(), 1);
        const QPersistentModelIndex first = model.index(0, 0);
        stream += ":2}\r\n\r\ndata: [DONE]\n\n";
        model.setEvents(stream);
        QVERIFY(first.isValid());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.valueAt(model.index(1, 0)).toByteArray(), QByteArray("{\"n\":2}"));
        QVERIFY(!model.hasChildren(model.index(2, 0)));
        QCOMPARE(model.index(2, 0).data(JsonModel::ValueRole).toString(), u"[DONE]"_s);
        model.setEvents("data: {}\n\n");
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!first.isValid());
    }

    void aSearchUnfoldsWhatItFinds()
    {
        JsonModel model;
        model.setJson(json("{'a': {'b': ['x', 'a needle', 'y']}, 'Needles': 2, 'q': 'say \\'needle\\''}"));
        QStringList found;
        QModelIndex at;
        for (int i = 0; i < 4; ++i) {
            at = model.find(u"NEEDLE"_s, at);
            QVERIFY(at.isValid());
            found += at.data().toString();
        }
        QCOMPARE(found,
            (QStringList{u"1: \"a needle\""_s, u"\"Needles\": 2"_s, u"\"q\": \"say \\\"needle\\\"\""_s,
                u"1: \"a needle\""_s}));
        QCOMPARE(model.find(u"needle"_s, at, true).data().toString(), found[2]);
        QCOMPARE(model.find(u"\"needle\""_s, {}).data().toString(), found[2]);
        QVERIFY(!model.find(u"nowhere"_s, {}).isValid());
    }

    void twentyMegabytesOpenAtOnce()
    {
        QByteArray text = "{\"messages\":[";
        const QByteArray message =
            json("{'role':'user','content':'") + QByteArray("lorem ipsum ").repeated(80) + "\"},";
        while (text.size() < 20'000'000)
            text += message;
        text += "{}]}";
        QElapsedTimer timer;
        timer.start();
        JsonModel model;
        model.setJson(text);
        model.fetchMore(model.index(0, 0));
        QCOMPARE(model.rowCount(model.index(0, 0)), JsonModel::MostAtOnce + 1);
        const auto took = timer.elapsed();
        qInfo("20 MB laid out in %lld ms", took);
        QVERIFY(took < 1500);
    }

    void conversationsAreReadable()
    {
        const auto passages = ui::passagesOfRequest(
            json("{'messages':["
                 "{'role':'system','content':'Be brief.'},"
                 "{'content':[{'type':'text','text':'Look:'},{'type':'image_url','image_url':{'url':'data:'}}"
                 "],'role':'user'},"
                 "{'role':'assistant','content':null,'tool_calls':[{'id':'1','type':'function',"
                 "'function':{'name':'f','arguments':'{\\'b\\':1,\\'a\\':12345678901234567890}'}}]},"
                 "{'role':'tool','tool_call_id':'1','content':'done'}],"
                 "'model':'opus','seed':12345678901234567890,"
                 "'tools':[{'type':'function','function':{'name':'f','description':'Does it'}}]}"));
        QCOMPARE(titles(passages),
            (QStringList{u"Parameters"_s, u"Tools"_s, u"System"_s, u"User"_s, QString(), u"Assistant"_s,
                u"Calls f"_s, u"Result of a tool"_s}));
        QCOMPARE(passages[0].text, u"model: \"opus\"\nseed: 12345678901234567890"_s);
        QCOMPARE(passages[1].text, u"f: Does it"_s);
        QCOMPARE(passages[3].text, u"Look:"_s);
        QVERIFY(passages[4].text.startsWith(u"[image_url, "_s));
        QCOMPARE(passages[6].text, u"{\n  \"b\": 1,\n  \"a\": 12345678901234567890\n}"_s);
        QVERIFY(ui::passagesOfRequest("no JSON").isEmpty());
        QCOMPARE(ui::passagesOfRequest(json("{'prompt':'Once'}")).value(0).text, u"Once"_s);
    }

    void answersAreReadable()
    {
        using Kind = chat::BlockKind;
        const auto passages = ui::passagesOfAnswer({{1, Kind::Text, {}, "second"},
            {0, Kind::Thinking, {}, "hm"}, {0, Kind::ToolUse, "f", json("{'a':")}});
        QCOMPARE(titles(passages),
            (QStringList{u"Choice 1: Thinking"_s, u"Choice 1: Calls f"_s, u"Choice 2: Answer"_s}));
        QCOMPARE(ui::passagesOfAnswer({{0, Kind::Text, {}, "x"}}),
            (QList{Passage{Passage::Kind::Text, u"Answer"_s, u"x"_s}}));
    }

    void longTextsAreCutWithAWord()
    {
        const auto passage = ui::passageOfText(QByteArray("\xc3\xa9").repeated(1 << 20));
        QVERIFY(passage.text.size() < (1 << 19));
        QVERIFY(passage.text.contains(u"more are not shown"_s));
        QVERIFY(!passage.text.contains(QChar::ReplacementCharacter));
    }

    void longConversationsLoseTheirMiddle()
    {
        QByteArray text = "{\"messages\":[";
        for (int i = 0; i < 2000; ++i)
            text += json("{'role':'user','content':'") + QByteArray::number(i) + ' '
                + QByteArray("lorem ").repeated(200) + "\"},";
        text += json("{'role':'user','content':'the last one'}]}");
        QElapsedTimer timer;
        timer.start();
        const auto passages = ui::passagesOfRequest(text);
        qInfo("%lld kB of messages read in %lld ms", qint64(text.size() / 1000), timer.elapsed());
        QCOMPARE(passages.last().text, u"the last one"_s);
        QVERIFY(passages.first().text.startsWith(u"0 lorem"_s));
        QVERIFY(passages.size() < 1000);
        qsizetype notes = 0;
        for (const auto &passage : passages)
            notes += passage.text.endsWith(u"are not shown here. JSON shows all."_s);
        QCOMPARE(notes, 1);
    }

    // A shell must make the same bytes of them.
    void quotingHoldsInAShell()
    {
        const QByteArray texts[] = {"", "plain", "it's", "''", "$HOME `id` \\ \" ! * ~ # ; & | < > ( )",
            "line\nline\n", "-n", "\xc3\xa9\xff", "a'\\''b"};
        for (const auto &text : texts) {
            QProcess shell;
            shell.start(u"sh"_s, {u"-s"_s});
            QVERIFY(shell.waitForStarted());
            shell.write("printf %s " + ui::shellQuoted(text) + '\n');
            shell.closeWriteChannel();
            QVERIFY(shell.waitForFinished());
            QCOMPARE(shell.readAllStandardOutput(), text);
        }
    }

    void curlAsksTheSame_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("short") << QByteArray("{\"text\":\"it's $HOME\\n\"}");
        QTest::newRow("long") << "{\"text\":\"" + QByteArray("it's END\nEND\n").repeated(20'000) + "\"}";
        QTest::newRow("none") << QByteArray();
    }
    void curlAsksTheSame()
    {
        QFETCH(QByteArray, body);
        journal::Details details;
        details.headers = {{"Host", "127.0.0.1"}, {"Content-Length", "5"},
            {"Content-Type", "application/json"}, {"Authorization", "(redacted)"},
            {"X-Api-Key", "(redacted)"}, {"User-Agent", "x"}};
        details.request = body;
        const auto command = ui::curlCommand(
            "http://127.0.0.1:8082/v1", body.isEmpty() ? "GET /models" : "POST /chat/completions", details);
        // In the place of curl: says what it got.
        QProcess shell;
        shell.start(u"sh"_s, {u"-s"_s});
        QVERIFY(shell.waitForStarted());
        shell.write("curl() { for word in \"$@\"; do printf '%s\\n' \"$word\"; done; case \"$*\" in "
                    "*--data-binary*) cat;; esac; }\n");
        shell.write("CLAUDE_RELAY_API_KEY='my key'\n");
        shell.write(command);
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished());
        const QByteArray head = "http://127.0.0.1:8082/v1"
            + QByteArray(body.isEmpty() ? "/models" : "/chat/completions")
            + "\n-H\nContent-Type: application/json\n-H\nAuthorization: Bearer my key\n-H\nx-api-key: my "
              "key\n";
        const auto words = shell.readAllStandardOutput();
        if (body.isEmpty())
            QCOMPARE(words, head);
        else if (body.size() < 1000)
            QCOMPARE(words, head + "--data-raw\n" + body + '\n');
        else
            QCOMPARE(words, head + "--data-binary\n@-\n" + body + '\n');
        QVERIFY(shell.readAllStandardError().isEmpty());
    }

    void cliLinesGrowInPlace()
    {
        ui::CliLinesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        using std::chrono::milliseconds;
        std::vector<journal::CliLine> lines = {
            {0, true, milliseconds(1), "a"}, {0, false, milliseconds(1250), "b"}};
        model.setLines(lines, 0);
        const QPersistentModelIndex second = model.index(1, 0);
        lines.push_back({0, false, milliseconds(3), "c"});
        lines.erase(lines.begin());
        model.setLines(lines, 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(second.row(), 0);
        QCOMPARE(model.index(0, ui::CliLinesModel::DirectionColumn).data().toString(), u"←"_s);
        QCOMPARE(model.index(0, ui::CliLinesModel::TimeColumn).data().toString(),
            QLocale().toString(1.25, 'f', 3));
        model.setLines({{0, true, milliseconds(1), "other"}}, 0);
        QVERIFY(!second.isValid());
        QCOMPARE(model.rowCount(), 1);
    }
};

QTEST_GUILESS_MAIN(UiLogTexts)
#include "texts_test.moc"
