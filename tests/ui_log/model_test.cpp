#include "entries.h"

#include "ui/log/request_columns.h"
#include "ui/log/request_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;
using entries::Entry;
using entries::Phase;
using journal::Outcome;
using ui::RequestModel;

namespace {

// What the model must show, found the slow way.
struct Naive
{
    std::map<qint64, Entry> entries;
    journal::Filter filter;
    std::optional<Outcome> outcome;
    ui::RequestOrder order;
    size_t most = 0;

    void update(const QList<Entry> &changes)
    {
        size_t unknown = 0;
        std::set<qint64> seen;
        for (const auto &change : changes)
            unknown += !entries.contains(change.record.number) && seen.insert(change.record.number).second;
        for (auto at = entries.begin(); at != entries.end() && entries.size() + unknown > most;)
            at = at->second.phase == Phase::Ended ? entries.erase(at) : std::next(at);
        for (const auto &change : changes)
            entries[change.record.number] = change;
    }

    QList<qint64> numbers() const
    {
        std::vector<const Entry *> rows;
        for (const auto &[number, entry] : entries) {
            if ((!outcome || journal::outcomeOf(entry) == *outcome) && filter.matches(entry))
                rows.push_back(&entry);
        }
        std::ranges::stable_sort(rows, [this](const Entry *a, const Entry *b) { return order(a, b); });
        QList<qint64> numbers;
        for (const auto *row : rows)
            numbers += row->record.number;
        return numbers;
    }
};

QList<qint64> numbersOf(const RequestModel &model)
{
    QList<qint64> numbers;
    for (int row = 0; row < model.rowCount(); ++row)
        numbers += model.index(row, 0).data(RequestModel::NumberRole).toLongLong();
    return numbers;
}

qint64 nowAsNumber()
{
    return QDateTime::currentMSecsSinceEpoch() << entries::NumberBits;
}

QList<journal::Record> storedRecords(int count, qint64 newest, QRandomGenerator &random)
{
    QList<journal::Record> records;
    records.reserve(count);
    for (int i = 0; i < count; ++i)
        records += entries::ended(newest - (qint64(i) * 3000 << entries::NumberBits), random).record;
    return records;
}

} // namespace

class UiLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Traffic, filters and orders of all kinds, against what is found the slow way. The persistent indexes must go
    // where their entries go.
    void itShowsWhatTheSlowWayFinds_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<int>("most");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %u", seed) << seed << (seed % 2 ? 300 : 60);
    }
    void itShowsWhatTheSlowWayFinds()
    {
        QFETCH(quint32, seed);
        QFETCH(int, most);
        QRandomGenerator random(seed);
        RequestModel model(nullptr, most);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Naive naive;
        naive.most = size_t(most);
        std::map<qint64, Entry> running;
        qint64 number = nowAsNumber();
        const QString filters[] = {{}, u"opus"_s, u"status:429"_s, u"client:cursor"_s, u"-model:haiku"_s};

        for (int round = 0; round < 150; ++round) {
            QList<Entry> changes;
            for (int i = random.bounded(6); i > 0; --i) {
                number += random.bounded(1, 5000);
                const auto entry = entries::begun(number, random);
                running.emplace(number, entry);
                changes += entry;
            }
            for (auto &[key, entry] : running) {
                if (random.bounded(3) > 0) {
                    entry = entries::next(entry, random);
                    changes += entry;
                }
            }
            std::erase_if(running, [](const auto &item) { return item.second.phase == Phase::Ended; });
            std::shuffle(changes.begin(), changes.end(), random);
            // The same one twice: the later counts.
            std::ranges::stable_sort(changes, {}, [](const Entry &entry) { return int(entry.phase); });

            QHash<qint64, QPersistentModelIndex> kept;
            for (int i = 0; i < 5 && model.rowCount() > 0; ++i) {
                const auto index = model.index(random.bounded(model.rowCount()), random.bounded(12));
                kept.insert(index.data(RequestModel::NumberRole).toLongLong(), index);
            }
            model.update(changes);
            naive.update(changes);
            QCOMPARE(numbersOf(model), naive.numbers());
            QCOMPARE(model.total(), qsizetype(naive.entries.size()));
            QCOMPARE(model.running(), qsizetype(running.size()));
            for (auto at = kept.cbegin(); at != kept.cend(); ++at) {
                if (at->isValid())
                    QCOMPARE(at->data(RequestModel::NumberRole).toLongLong(), at.key());
                QCOMPARE(at->isValid(), model.rowOf(at.key()) >= 0);
            }

            if (round % 10 == 0) {
                naive.filter = journal::Filter::parse(filters[random.bounded(5)]);
                model.setFilter(naive.filter);
            }
            if (round % 17 == 0) {
                naive.outcome.reset();
                if (random.bounded(2) > 0)
                    naive.outcome = Outcome(random.bounded(4));
                model.setOutcome(naive.outcome);
            }
            if (round % 7 == 0) {
                naive.order = {random.bounded(12), Qt::SortOrder(random.bounded(2))};
                model.sort(naive.order.column, naive.order.direction);
            }
            QCOMPARE(numbersOf(model), naive.numbers());
            const int shown = model.rowCount();
            if (shown > 0) {
                const int row = random.bounded(shown);
                QCOMPARE(model.rowOf(numbersOf(model)[row]), row);
            }
        }
    }

    void storedOnesComeBelowAndKnownOnesStay()
    {
        QRandomGenerator random(1);
        RequestModel model(nullptr, 50);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const qint64 number = nowAsNumber();
        auto live = entries::begun(number, random);
        model.update({live});
        auto stored = storedRecords(30, number, random); // the first is the same request
        model.addStored(stored);
        QCOMPARE(model.rowCount(), 30);
        QCOMPARE(model.entryAt(29).phase, Phase::Queued);
        QCOMPARE(model.entryAt(0).record.number, stored.last().number);
        // No more than there is room for: they are the oldest.
        model.addStored(storedRecords(100, stored.last().number - 1, random));
        QCOMPARE(model.total(), 50);
        QCOMPARE(model.entryAt(49).record.number, number);
    }

    void equalTextsAreShared()
    {
        QRandomGenerator random(1);
        RequestModel model;
        const qint64 number = nowAsNumber();
        auto first = entries::ended(number, random);
        auto second = entries::ended(number + 1, random);
        first.record.client = QByteArray("a/1");
        second.record.client = QByteArray("a/1") + QByteArray();
        second.record.client.detach();
        model.update({first, second});
        QCOMPARE(static_cast<const void *>(model.entryAt(0).record.client.constData()),
            static_cast<const void *>(model.entryAt(1).record.client.constData()));
    }

    void todaysUsageIsSummed()
    {
        QRandomGenerator random(1);
        RequestModel model;
        auto today = entries::ended(nowAsNumber(), random);
        today.record.usage.output = 7;
        auto before = entries::ended(nowAsNumber() - (qint64(86'400'000 * 2) << entries::NumberBits), random);
        model.addStored({today.record, before.record});
        QCOMPARE(model.today().usage, today.record.usage);
        QCOMPARE(model.today().costUsd, today.record.costUsd);
    }

    void runningOnesTellWhatIsKnown()
    {
        QRandomGenerator random(1);
        RequestModel model;
        auto entry =
            entries::begun((QDateTime::currentMSecsSinceEpoch() - 5000) << entries::NumberBits, random);
        entry.phase = Phase::Answering;
        entry.answeredBytes = 4 * 1234;
        model.update({entry});
        QCOMPARE(model.index(0, ui::StatusColumn).data().toString(), u"Answering"_s);
        QCOMPARE(model.index(0, ui::TokensOutColumn).data().toString(), u"≈ "_s + QLocale().toString(1234));
        QCOMPARE(model.index(0, ui::DurationColumn).data().toString(), u"5 s"_s);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.tick();
        QCOMPARE(changed.size(), 1);
        entry.phase = Phase::Ended;
        entry.record.status = 200;
        entry.record.duration = std::chrono::milliseconds(5230);
        model.update({entry});
        QCOMPARE(model.index(0, ui::DurationColumn).data().toString(), u"5.23 s"_s);
        changed.clear();
        model.tick();
        QVERIFY(changed.isEmpty());
    }

    void whatFailedAfterItsStatusIsToldSo()
    {
        QRandomGenerator random(1);
        RequestModel model;
        auto entry = entries::ended(nowAsNumber(), random);
        entry.record.status = 200;
        entry.record.error = chat::Error{chat::ErrorKind::CliFailed, "claude\nended\tby itself."};
        model.update({entry});
        QCOMPARE(model.index(0, ui::StatusColumn).data().toString(), u"200, broken off"_s);
        QCOMPARE(model.index(0, ui::NoteColumn).data().toString(), u"claude ended by itself."_s);
        QCOMPARE(model.index(0, 0).data(RequestModel::OutcomeRole).toInt(), int(Outcome::Error));
    }

    void clearingKeepsWhatRuns()
    {
        QRandomGenerator random(1);
        RequestModel model;
        const auto running = entries::begun(nowAsNumber(), random);
        model.update({running, entries::ended(nowAsNumber() + 5, random)});
        model.clear();
        QCOMPARE(numbersOf(model), QList<qint64>{running.record.number});
    }

    // Generous limits: other tests run beside. Alone it takes a fifth of that.
    void aHundredThousandRowsAreQuick()
    {
        QRandomGenerator random(1);
        RequestModel model;
        qint64 number = nowAsNumber();
        const auto stored = storedRecords(RequestModel::MostEntries, number, random);
        QElapsedTimer timer;
        timer.start();
        for (qsizetype i = 0; i < stored.size(); i += 5000)
            model.addStored(stored.sliced(i, 5000));
        qInfo("100,000 stored rows taken: %lld ms", timer.restart());
        for (const auto *text : {"opus", "status:429", "client:cursor model:opus", "nothing-like-it", ""}) {
            timer.start();
            model.setFilter(journal::Filter::parse(QString::fromLatin1(text)));
            const auto took = timer.elapsed();
            qInfo("filter \"%s\": %lld ms, %d rows", text, took, model.rowCount());
            QVERIFY(took < 1500);
        }
        for (int column = 0; column < model.columnCount(); ++column) {
            for (const auto order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
                timer.start();
                model.sort(column, order);
                const auto took = timer.elapsed();
                qInfo("sort by %s: %lld ms",
                    qPrintable(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()), took);
                QVERIFY(took < 3000);
            }
        }
        for (const int column : {int(ui::TimeColumn), int(ui::DurationColumn)}) {
            model.sort(column, Qt::AscendingOrder);
            timer.start();
            for (int i = 0; i < 200; ++i)
                model.update({entries::ended(++number, random)});
            qInfo("200 new rows at the limit, by column %d: %lld ms", column, timer.elapsed());
            QCOMPARE(model.total(), RequestModel::MostEntries);
        }
    }
};

QTEST_GUILESS_MAIN(UiLogModel)
#include "model_test.moc"
