#include "journal/journal.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

class Request : public journal::Running
{
public:
    explicit Request(qint64 number) { m_entry.record.number = number; }

    journal::Entry entry() const override { return m_entry; }
    const journal::Details *details() const override { return &m_details; }
    void cancel() override { cancelled = true; }

    journal::Entry m_entry;
    journal::Details m_details;
    bool cancelled = false;
};

journal::Record record(qint64 number)
{
    return {.number = number, .status = 200, .usage = {.input = 2, .output = 3}, .costUsd = 0.5};
}

std::unique_ptr<journal::Details> detailsOf(qsizetype size)
{
    return std::make_unique<journal::Details>(
        std::vector<std::pair<QByteArray, QByteArray>>(), QByteArray(size, 'x'));
}

// What watch() is told at once.
std::optional<journal::Details> told(journal::Journal &journal, qint64 number)
{
    std::optional<journal::Details> result;
    QObject context;
    QObject::connect(&journal, &journal::Journal::detailsChanged, &context,
        [&result](qint64, const auto &details) { result = details; });
    journal.watch(number);
    return result;
}

} // namespace

class JournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAreToldTogetherAndSeldom()
    {
        journal::Journal journal;
        journal.setWatched(true);
        QSignalSpy changes(&journal, &journal::Journal::changed);
        Request one(1);
        Request two(2);
        journal.began(&one);
        journal.began(&two);
        for (int round = 0; round < 1000; ++round)
            journal.touch(&one);
        QCOMPARE(changes.size(), 0); // never inside a call
        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(changes.first().first().value<QList<journal::Entry>>().size(), 2);
        journal.touch(&two);
        QTRY_COMPARE(changes.size(), 2);
        const auto entries = changes.last().first().value<QList<journal::Entry>>();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().record.number, 2);
        journal.ended(&one, record(1), {});
        journal.ended(&two, record(2), {});
        QTRY_COMPARE(changes.size(), 3);
        for (const auto &entry : changes.last().first().value<QList<journal::Entry>>())
            QCOMPARE(entry.phase, journal::Entry::Phase::Ended);
    }

    void nothingIsToldToNobody()
    {
        journal::Journal journal;
        QSignalSpy changes(&journal, &journal::Journal::changed);
        Request one(1);
        journal.began(&one);
        journal.touch(&one);
        journal.ended(&one, record(1), detailsOf(10));
        QTest::qWait(120);
        QCOMPARE(changes.size(), 0);
        QVERIFY(!told(journal, 1));
        QCOMPARE(journal.totals().requests, 1);
        QCOMPARE(journal.totals().usage.output, 3);
        QCOMPARE(journal.totals().costUsd, 0.5);
    }

    void theStoreGetsTheDetails()
    {
        journal::Journal journal;
        qsizetype size = 0;
        connect(&journal, &journal::Journal::added, this,
            [&size](const auto &, const journal::Details *details) { size = details->size(); });
        journal.add(record(1), detailsOf(10));
        QCOMPARE(size, 10);
    }

    void theDetailsOfTheLastTwoHundredAreKept()
    {
        journal::Journal journal;
        journal.setWatched(true);
        for (qint64 number = 1; number <= 250; ++number)
            journal.add(record(number), detailsOf(100));
        QVERIFY(!told(journal, 50));
        QVERIFY(told(journal, 51));
        QVERIFY(told(journal, 250));
        journal.clear();
        QVERIFY(!told(journal, 250));
    }

    void largeDetailsPushOldOnesOut()
    {
        journal::Journal journal;
        journal.setWatched(true);
        for (qint64 number = 1; number <= 5; ++number)
            journal.add(record(number), detailsOf(10'000'000));
        QVERIFY(!told(journal, 2));
        QVERIFY(told(journal, 3));
        journal.add(record(6), detailsOf(60'000'000)); // more than all may have together, but it is the last
        QVERIFY(!told(journal, 5));
        QVERIFY(told(journal, 6));
        journal.add(record(7), detailsOf(10));
        QVERIFY(!told(journal, 6));
        QVERIFY(told(journal, 7));
    }

    void theWatchedOneIsToldAsItGrows()
    {
        journal::Journal journal;
        journal.setWatched(true);
        Request one(1);
        Request two(2);
        journal.began(&one);
        journal.began(&two);
        QSignalSpy growth(&journal, &journal::Journal::detailsChanged);
        journal.watch(1);
        QCOMPARE(growth.size(), 1);
        QTRY_COMPARE(growth.size(), 2); // that it began is a change
        one.m_details.addSent("more");
        journal.touch(&one);
        journal.touch(&two);
        QTRY_COMPARE(growth.size(), 3);
        QCOMPARE(growth.last().at(1).value<std::optional<journal::Details>>()->sent, "more"_ba);
        journal.watch({});
        journal.touch(&one);
        QTest::qWait(120);
        QCOMPARE(growth.size(), 3);
        journal.ended(&one, record(1), {});
        journal.ended(&two, record(2), {});
    }

    void aLineIsOneAndHarmless()
    {
        auto line = journal::toLine({.id = "req_1",
            .key = "laptop",
            .tools = settings::Tools::Chat,
            .endpoint = "GET /a\nb\r\x1b[2J\xc2\x9b\xe2\x80\xa8\xe2\x80\xae\xc3\xbc",
            .status = 404});
        QCOMPARE(line, "req_1 GET /a b  [2J   \xc3\xbc 404 key=laptop tools=chat took=0 ms");
    }

    void onlyWhatRunsCanBeCancelled()
    {
        journal::Journal journal;
        Request one(1);
        journal.began(&one);
        QVERIFY(!journal.cancel(2));
        QVERIFY(journal.cancel(1));
        QVERIFY(one.cancelled);
        journal.ended(&one, record(1), {});
        QVERIFY(!journal.cancel(1));
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "journal_test.moc"
