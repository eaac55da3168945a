#include "journal/filter.h"

#include "records.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using journal::Entry;
using journal::Filter;

namespace {

Entry failed()
{
    return {.phase = Entry::Phase::Ended, .record = records::full()};
}

Entry fine()
{
    return {.phase = Entry::Phase::Ended,
        .record = {.number = 2,
            .id = "abc-429-x",
            .client = "Cursor/1.2",
            .endpoint = "POST /completions",
            .askedModel = "Sonnet",
            .model = "claude-sonnet-4-5",
            .status = 200,
            .session = journal::SessionKind::Fresh,
            .stopReason = chat::StopReason::MaxTokens}};
}

Entry running()
{
    return {
        .phase = Entry::Phase::Answering, .record = {.number = 3, .client = "Zed", .askedModel = "haiku"}};
}

Entry cancelled()
{
    return {.phase = Entry::Phase::Ended,
        .record = {.number = 4, .client = "a b", .status = journal::ClientLeft, .error = chat::Error{}}};
}

} // namespace

class FilterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void comparesAndIsEmpty();
    void tellsOutcomes();
    void isQuick();
};

void FilterTest::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // f: failed, o: fine, r: running, c: cancelled

    const auto row = [](const QString &text, const char *expected) {
        QTest::newRow(qPrintable(text)) << text << QString::fromLatin1(expected);
    };
    row(u""_s, "forc");
    row(u"   "_s, "forc");
    row(u"opus"_s, "f");
    row(u"OPUS"_s, "f");
    row(u"gpt"_s, "f");
    row(u"curs"_s, "o");
    row(u"completions"_s, "fo");
    row(u"chat completions"_s, "f");
    row(u"completions chat"_s, "f");
    row(u"sonnet opus"_s, "");
    row(u"429"_s, "fo"); // the status, and an id
    row(u"499"_s, "c");
    row(u"too \"much"_s, "f"); // a quote that does not end
    row(u"\"too \"much"_s, ""); // too much, without the quote between
    row(u"much"_s, "f");
    row(u"rate_limited"_s, "f");
    row(u"max_tokens"_s, "o");
    row(u"user,1"_s, "f"); // ignored
    row(u"Ü"_s, "f");
    row(u"\u00c9-1"_s, "f");
    row(u"ä"_s, "");
    row(u"\"a b\""_s, "c");
    row(u"a b"_s, "oc");
    row(u"\"b a\""_s, "");

    row(u"model:opus"_s, "f");
    row(u"model:gpt-4O"_s, "f");
    row(u"model:sonnet"_s, "o");
    row(u"MODEL:Haiku"_s, "r");
    row(u"model:curl"_s, "");
    row(u"model:"_s, "forc");
    row(u"model: opus"_s, "f");
    row(u"client:cursor"_s, "o");
    row(u"client:\"a b\""_s, "c");
    row(u"client:opus"_s, "");
    row(u"laptop"_s, "f");
    row(u"key:LAP"_s, "f");
    row(u"key:edits"_s, "");
    row(u"-key:laptop"_s, "orc");
    row(u"tools:edits"_s, "f");
    row(u"tools:ask"_s, "");
    row(u"endpoint:chat"_s, "f");
    row(u"endpoint:curl"_s, "");
    row(u"id:429"_s, "o");
    row(u"id:req"_s, "f");
    row(u"session:kept"_s, "f");
    row(u"session:none"_s, "rc");
    row(u"note:max"_s, "o");
    row(u"note:opus"_s, "");
    row(u"note:messages[2]"_s, "f");
    row(u"note:\"now.\""_s, "f");

    row(u"status:429"_s, "f");
    row(u"status:4xx"_s, "fc");
    row(u"status:4XX"_s, "fc");
    row(u"status:42x"_s, "f");
    row(u"status:4"_s, "fc");
    row(u"status:42"_s, "f");
    row(u"status:2xx"_s, "o");
    row(u"status:4290"_s, "");
    row(u"status:x"_s, "");
    row(u"status:xxx"_s, "");
    row(u"status:-4"_s, "");
    row(u"status:foo"_s, "");
    row(u"status:ok"_s, "o");
    row(u"status:error"_s, "f");
    row(u"status:ERR"_s, "f");
    row(u"status:cancelled"_s, "c");
    row(u"status:running"_s, "r");
    row(u"status:r"_s, "r");
    row(u"status:"_s, "forc");

    row(u"-opus"_s, "orc");
    row(u"-status:ok"_s, "frc");
    row(u"-status:4xx -model:haiku"_s, "o");
    row(u"-client:\"a b\""_s, "for");
    row(u"-\"a b\""_s, "for");
    row(u"-"_s, "forc");
    row(u"-model:"_s, "forc");
    row(u"--x"_s, "frc"); // anything but -x
    row(u"gpt-4o"_s, "f");

    row(u"foo:opus"_s, "");
    row(u"http://x"_s, "");
    row(u":"_s, "");
    row(u"status:4xx model:opus client:curl chat"_s, "f");
    row(u"\"model:opus\""_s, "");
}

void FilterTest::matches()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto filter = Filter::parse(text);
    QString matched;
    const std::pair<QChar, Entry> entries[] = {
        {u'f', failed()}, {u'o', fine()}, {u'r', running()}, {u'c', cancelled()}};
    for (const auto &[name, entry] : entries) {
        if (filter.matches(entry))
            matched += name;
    }
    QCOMPARE(matched, expected);
}

void FilterTest::comparesAndIsEmpty()
{
    QVERIFY(Filter().isEmpty());
    QVERIFY(Filter::parse(u" model: "_s).isEmpty());
    QVERIFY(!Filter::parse(u"a"_s).isEmpty());
    QVERIFY(Filter::parse(u"a  model:b"_s) == Filter::parse(u" A MODEL:b "_s));
    QVERIFY(!(Filter::parse(u"a"_s) == Filter::parse(u"-a"_s)));
}

void FilterTest::tellsOutcomes()
{
    using journal::Outcome;
    QCOMPARE(outcomeOf(failed()), Outcome::Error);
    QCOMPARE(outcomeOf(fine()), Outcome::Ok);
    QCOMPARE(outcomeOf(running()), Outcome::Running);
    QCOMPARE(outcomeOf(cancelled()), Outcome::Cancelled);
    auto entry = failed();
    entry.record.error->kind = chat::ErrorKind::Cancelled;
    QCOMPARE(outcomeOf(entry), Outcome::Cancelled);
    entry = fine(); // failed in the middle of its stream
    entry.record.error = chat::Error{};
    QCOMPARE(outcomeOf(entry), Outcome::Error);
    entry.record.error.reset();
    entry.record.status = 404;
    QCOMPARE(outcomeOf(entry), Outcome::Error);
}

// The times are printed; the limit is generous, for slow and busy machines.
void FilterTest::isQuick()
{
    using records::Many;
    std::vector<Entry> entries;
    for (int i = 0; i < Many; ++i)
        entries.push_back({.phase = Entry::Phase::Ended, .record = records::usual(i, {})});
    for (const auto &text : {u"nowhere to be found"_s, u"opus -curl status:2xx zzz"_s,
             u"status:error model:opus"_s, u"größe"_s, u"\"e f\" e"_s}) {
        const auto filter = Filter::parse(text);
        QElapsedTimer time;
        time.start();
        const auto count =
            std::ranges::count_if(entries, [&](const Entry &entry) { return filter.matches(entry); });
        const auto took = time.nsecsElapsed() / 1000;
        qInfo("%s: %lld of %d in %.1f ms", qPrintable(text), qint64(count), Many, double(took) / 1000);
        QVERIFY(took < 600'000);
    }
}

QTEST_GUILESS_MAIN(FilterTest)
#include "filter_test.moc"
