#include "app/log_table.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using app::LogTable;
using journal::Entry;

namespace {

const QDateTime morning(QDate(2025, 7, 28), QTime(9, 5, 7)); // local time

Entry usual()
{
    return {.phase = Entry::Phase::Ended,
        .record = {.number = 1,
            .received = morning.toUTC(),
            .client = "curl/8.5.0",
            .endpoint = "POST /chat/completions",
            .askedModel = "gpt-4o",
            .model = "claude-opus-4-1-20250805",
            .status = 200,
            .firstDelta = 840ms,
            .stopReason = chat::StopReason::EndTurn,
            .duration = 3210ms,
            .usage = {.input = 1000, .cacheRead = 11'200, .cacheWrite = 100, .output = 512},
            .costUsd = 0.01234}};
}

Entry failed(const QByteArray &message)
{
    auto entry = usual();
    entry.record.status = 429;
    entry.record.error = chat::Error{chat::ErrorKind::RateLimited, message};
    return entry;
}

// All columns as wide as they get.
Entry wide()
{
    auto entry = usual();
    entry.record.client = "A-Very-Long-Client/1.2.3.4";
    entry.record.endpoint = "POST /completions/and/more";
    entry.record.model = "some-other-model-of-another-house";
    entry.record.firstDelta = 99'940ms;
    entry.record.duration = 599s;
    entry.record.usage = {999'400, 99'400, 0, 99'900, 0};
    entry.record.costUsd = 0.0999;
    entry.record.ignored = {"seed", "user", "logit_bias"};
    return entry;
}

QStringList linesOf(const QList<Entry> &entries, int width, bool colours = false)
{
    auto lines = LogTable(width, colours).print(entries).split(u'\n');
    lines.removeLast(); // behind the last end of a line
    return lines;
}

} // namespace

class LogTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsATable();
    void namesKeysWhereThereAreSome();
    void fits_data();
    void fits();
    void shortens_data();
    void shortens();
    void putsLongNotesBelow();
    void tellsDays();
    void goesOn();
    void coloursOnlyWhenAsked();
    void isHarmless();
};

void LogTableTest::printsATable()
{
    const auto lines = linesOf({usual(), failed("Wait.")}, 100);
    const QStringList expected{
        u"time     client     path model    code first  took    in cached  out    cost note"_s,
        u"2025-07-28"_s,
        u"09:05:07 curl/8.5.0 chat opus-4-1  200 840ms  3.2s   12k    11k  512 $0.0123"_s,
        u"09:05:07 curl/8.5.0 chat opus-4-1  429 840ms  3.2s   12k    11k  512 $0.0123 Wait."_s,
    };
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(lines.value(i).simplified(), expected[i].simplified());
    QCOMPARE(lines.size(), expected.size());
    // Columns stand below each other.
    QCOMPARE(lines[2].indexOf(u"opus"_s), lines[0].indexOf(u"model"_s));
    QCOMPARE(lines[2].indexOf(u"3.2s"_s) + 4, lines[0].indexOf(u"took"_s) + 4);
    QCOMPARE(lines[3].indexOf(u"Wait."_s), lines[0].indexOf(u"note"_s));
}

void LogTableTest::namesKeysWhereThereAreSome()
{
    auto keyed = usual();
    keyed.record.key = "lap\x1btop";
    const auto lines = linesOf({usual(), keyed}, 100);
    QCOMPARE(lines[0].simplified().section(u' ', 0, 3), u"time client key path"_s);
    QCOMPARE(lines[3].indexOf(u"lap top"_s), lines[0].indexOf(u"key"_s));
    QCOMPARE(lines[2].indexOf(u"chat"_s), lines[0].indexOf(u"path"_s));
    QVERIFY(!linesOf({usual()}, 100)[0].contains(u"key"_s));
}

void LogTableTest::fits_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {80, 90, 100, 120, 200})
        QTest::addRow("%d", width) << width;
}

void LogTableTest::fits()
{
    QFETCH(int, width);
    const auto lines =
        linesOf({usual(), wide(), failed(QByteArray("word ").repeated(100)), failed("x")}, width);
    qsizetype longest = 0;
    for (const auto &line : lines) {
        QVERIFY2(line.size() <= width, qPrintable(line));
        QVERIFY(!line.endsWith(u' '));
        longest = std::max(longest, line.size());
    }
    QCOMPARE(longest, width);
}

void LogTableTest::shortens_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<qint64>("tokens");
    QTest::addColumn<double>("cost");
    QTest::addColumn<QString>("expected"); // took, out, cost
    const auto row = [](qint64 milliseconds, qint64 tokens, double cost, const QString &expected) {
        QTest::newRow(qPrintable(expected)) << milliseconds << tokens << cost << expected;
    };
    row(0, 1, 0.00001, u"0ms 1 $0.0000"_s);
    row(999, 999, 0.0999, u"999ms 999 $0.0999"_s);
    row(1000, 1000, 0.1, u"1.0s 1.0k $0.10"_s);
    row(99'949, 9949, 99.9, u"99.9s 9.9k $99.90"_s);
    row(99'950, 9950, 100, u"1m40s 10k $100"_s);
    row(119'600, 999'499, 12345, u"2m00s 999k $12345"_s);
    row(3'599'000, 999'500, 1, u"59m59s 1.0M $1.00"_s);
    row(3'660'000, 123'000'000, 1.5, u"1h01m 123M $1.50"_s);
}

void LogTableTest::shortens()
{
    QFETCH(qint64, milliseconds);
    QFETCH(qint64, tokens);
    QFETCH(double, cost);
    QFETCH(QString, expected);
    auto entry = usual();
    entry.record.duration = std::chrono::milliseconds(milliseconds);
    entry.record.usage = {.output = tokens};
    entry.record.costUsd = cost;
    const auto line = linesOf({entry}, 100).last().simplified();
    QVERIFY2(line.endsWith(u' ' + expected), qPrintable(line));
}

void LogTableTest::putsLongNotesBelow()
{
    const QByteArray message = "The limit of the account is reached; it is set back at 14:00.";
    const auto lines = linesOf({failed(message)}, 100);
    QCOMPARE(lines.size(), 4);
    QVERIFY(!lines[2].contains(u"limit"_s));
    QCOMPARE(lines[3], QString(9, u' ') + QString::fromUtf8(message));
    QCOMPARE(linesOf({failed(message)}, 200).size(), 3);

    auto entry = usual();
    entry.record.stopReason = chat::StopReason::MaxTokens;
    entry.record.choices = 2;
    entry.record.ignored = {"seed", "user"};
    QVERIFY(linesOf({entry}, 200).last().endsWith(u" max_tokens; 2 choices; ignored seed, user"_s));
    entry.record.status = journal::ClientLeft;
    QVERIFY(linesOf({entry}, 200).last().endsWith(u" client left"_s));
}

void LogTableTest::tellsDays()
{
    auto next = usual();
    next.record.received = morning.addDays(1).toUTC();
    const auto lines = linesOf({usual(), usual(), next}, 100);
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines[1], u"2025-07-28"_s);
    QCOMPARE(lines[4], u"2025-07-29"_s);
}

void LogTableTest::goesOn()
{
    LogTable table(100, false);
    const auto titles = table.print({});
    QCOMPARE(titles.count(u'\n'), 1);
    QCOMPARE(table.print({usual()}).count(u'\n'), 2);
    const auto more = table.print({wide()}); // does not fit, and does not push
    QVERIFY(more.section(u'\n', 0, 0).size() <= 100);
    QVERIFY(more.contains(u'…'));
}

void LogTableTest::coloursOnlyWhenAsked()
{
    QVERIFY(!linesOf({usual(), failed("x")}, 100).join(u'\n').contains(u'\x1b'));
    const auto lines = linesOf({usual(), failed("x")}, 100, true);
    QVERIFY(lines[2].contains(u"\x1b[32m 200\x1b[0m"_s));
    QVERIFY(lines[3].contains(u"\x1b[31m 429\x1b[0m"_s));
}

void LogTableTest::isHarmless()
{
    auto entry = failed("a\x1b[2J\nb\xc2\x9b"
                        "1m\xe2\x80\xae"
                        "c\x7f");
    entry.record.model = "\x1b]0;title\x07x";
    entry.record.client = "a\tb";
    entry.record.endpoint = "POST /\x1bz";
    const auto text = linesOf({entry}, 200).join(u'\n');
    for (const auto c : text)
        QVERIFY2(c == u'\n' || c.isPrint(), qPrintable(QString::number(c.unicode(), 16)));
    QCOMPARE(linesOf({entry}, 200).size(), 3);
}

QTEST_GUILESS_MAIN(LogTableTest)
#include "log_table_test.moc"
