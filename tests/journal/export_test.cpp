#include "journal/export.h"

#include "records.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using journal::Entry;

namespace {

Entry ended(const journal::Record &record)
{
    return {.phase = Entry::Phase::Ended, .record = record};
}

// Takes CSV apart as RFC 4180 says.
QList<QByteArrayList> rowsOf(const QByteArray &csv)
{
    QList<QByteArrayList> rows;
    QByteArrayList row;
    QByteArray cell;
    bool quoted = false;
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted && c == '"' && csv.mid(i + 1, 1) == "\"") {
            cell += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            row.append(std::exchange(cell, {}));
        } else if (!quoted && csv.mid(i, 2) == "\r\n") {
            row.append(std::exchange(cell, {}));
            rows.append(std::exchange(row, {}));
            ++i;
        } else {
            cell += c;
        }
    }
    return rows;
}

} // namespace

class ExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json();
    void jsonOfARunningOne();
    void jsonIsForTerminals();
    void jsonArray();
    void csv();
    void csvGuards_data();
    void csvGuards();
};

void ExportTest::json()
{
    QByteArray out;
    journal::appendJson(out, ended(records::full()));
    const QByteArray expected =
        R"({"number":"77","id":"req-é-1","received":"2025-07-28T10:53:20.123Z","state":"ended",)"
        R"("client":"curl/8.5","endpoint":"POST /chat/completions","asked_model":"gpt-4o",)"
        R"("model":"claude-opus-4-1","streamed":true,"choices":3,"status":429,"error":"rate_limited",)"
        R"("error_message":"Too \"much\"\n, now.","error_param":"messages[2]","retry_after_s":17,)"
        R"("session":"kept","taken_ms":0,"first_delta_ms":345,"stop_reason":"stop_sequence",)"
        R"("duration_ms":6789,"input_tokens":1,"cache_read_tokens":22,"cache_write_tokens":333,)"
        R"("output_tokens":4444,"reasoning_tokens":55555,"cost_usd":0.1234567,)"
        R"("honoured":["max_tokens","stop"],"ignored":["se\"ed","user,1","ü"],)"
        R"("key":"laptop","tools":"edits","folder":"/srv/pröject"})";
    QCOMPARE(out, expected);
}

void ExportTest::jsonOfARunningOne()
{
    QByteArray out;
    journal::appendJson(out, {.phase = Entry::Phase::Preparing, .record = {.number = 1}});
    const auto object = QJsonDocument::fromJson(out).object();
    QCOMPARE(object["state"_L1].toString(), QStringLiteral("preparing"));
    for (const char *name : {"status", "error", "error_message", "taken_ms", "first_delta_ms", "stop_reason",
             "duration_ms", "retry_after_s"})
        QVERIFY2(object[QLatin1StringView(name)].isNull(), name);
    QCOMPARE(object["ignored"_L1].toArray().size(), 0);
}

void ExportTest::jsonIsForTerminals()
{
    QByteArray out;
    journal::appendJson(
        out, ended({.number = 1, .client = "a\x1b[2J\x7f\xc2\x9b\xe2\x80\xa8\xe2\x80\xae\xc3\xbc"}));
    QVERIFY2(out.contains(R"("client":"a\u001b[2J\u007f\u009b\u2028\u202eü")"), out.constData());
    QCOMPARE(QJsonDocument::fromJson(out)["client"_L1].toString().size(), 10);
}

void ExportTest::jsonArray()
{
    QCOMPARE(QJsonDocument::fromJson(journal::toJson({})).array().size(), 0);
    const QList<Entry> entries{ended(records::full(1)), ended(records::full(2))};
    QJsonParseError error;
    const auto array = QJsonDocument::fromJson(journal::toJson(entries), &error).array();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(array.size(), 2);
    QCOMPARE(array[1].toObject()["number"_L1].toString(), QStringLiteral("2"));
    QCOMPARE(journal::toJson(entries).count('\n'), 4);
}

void ExportTest::csv()
{
    auto other = records::usual(20, QDateTime::fromMSecsSinceEpoch(0, Qt::UTC));
    const auto rows = rowsOf(journal::toCsv({ended(records::full()), ended(other)}));
    QCOMPARE(rows.size(), 3);
    QByteArray json;
    journal::appendJson(json, ended(records::full()));
    for (qsizetype i = 0; i < rows[0].size(); ++i) { // the names and their order are those of JSON
        const auto at = json.indexOf('"' + rows[0][i] + "\":");
        QVERIFY2(at >= 0, rows[0][i].constData());
        json.remove(0, at);
    }
    const auto cell = [&rows](int row, const char *name) { return rows[row][rows[0].indexOf(name)]; };
    QCOMPARE(rows[1].size(), rows[0].size());
    QCOMPARE(cell(1, "number"), "77");
    QCOMPARE(cell(1, "received"), "2025-07-28T10:53:20.123Z");
    QCOMPARE(cell(1, "error_message"), "Too \"much\"\n, now.");
    QCOMPARE(cell(1, "streamed"), "true");
    QCOMPARE(cell(1, "cost_usd"), "0.1234567");
    QCOMPARE(cell(1, "ignored"), "se\"ed user,1 \xc3\xbc");
    QCOMPARE(cell(2, "retry_after_s"), "");
    QCOMPARE(cell(2, "cost_usd"), "0.002");
}

void ExportTest::csvGuards_data()
{
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << QByteArray("curl") << QByteArray("curl");
    QTest::newRow("equals") << QByteArray("=1+2") << QByteArray("'=1+2");
    QTest::newRow("plus") << QByteArray("+1") << QByteArray("'+1");
    QTest::newRow("minus") << QByteArray("-1") << QByteArray("'-1");
    QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
    QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("'\t=1");
    QTest::newRow("within") << QByteArray("a=1") << QByteArray("a=1");
    QTest::newRow("quoted") << QByteArray("=\"a\",b") << QByteArray("\"'=\"\"a\"\",b\"");
    QTest::newRow("line") << QByteArray("a\nb") << QByteArray("\"a\nb\"");
}

void ExportTest::csvGuards()
{
    QFETCH(QByteArray, client);
    QFETCH(QByteArray, written);
    const auto csv = journal::toCsv({ended({.number = 1, .client = client})});
    QVERIFY2(csv.contains(",ended," + written + ",,"), csv.constData());
}

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
