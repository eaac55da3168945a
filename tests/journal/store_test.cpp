#include "stores.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QThread>

using namespace stores;

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(); }
    void cleanup() { m_folder.reset(); }

    void keepsEveryField();
    void keepsWhatIsEmpty();
    void keepsDetails();
    void readsByNumber();
    void readsByArrival();
    void sumsUpDays();
    void sumsUpKeys();
    void servesTwoConnections();
    void waitsForAnother();
    void makesItForItsOwnerOnly();
    void readsNothingWhereNothingIs();
    void isQuick();

private:
    QString path() const { return m_folder->filePath(u"data/requests.sqlite"_s); }

    std::optional<QTemporaryDir> m_folder;
};

void StoreTest::keepsEveryField()
{
    const auto store = opened(path());
    QVERIFY(store);
    const auto record = records::full();
    QVERIFY(add(*store, record));
    const auto read = store->newest(10);
    QVERIFY(read);
    QCOMPARE(read->size(), 1);
    QCOMPARE(read->first().received, record.received);
    QCOMPARE(read->first().honoured, record.honoured);
    QCOMPARE(read->first().ignored, record.ignored);
    QVERIFY(read->first() == record);

    const auto reader = opened(path(), Access::ReadOnly);
    QVERIFY(reader);
    QVERIFY(reader->newest(10)->first() == record);
}

void StoreTest::keepsWhatIsEmpty()
{
    const auto store = opened(path());
    const journal::Record record{
        .number = 5, .received = QDateTime::fromMSecsSinceEpoch(1, Qt::UTC), .error = chat::Error{}};
    QVERIFY(add(*store, record));
    QVERIFY(store->newest(1)->first() == record);
}

void StoreTest::keepsDetails()
{
    const auto store = opened(path());
    const auto small = records::details("small");
    auto large = records::details("large");
    large.request = QByteArray("0123456789").repeated(200'000);
    large.lines.resize(5000, {2, false, std::chrono::milliseconds(7), "line"});
    QVERIFY(add(*store, records::full(1), &small));
    QVERIFY(add(*store, records::full(2), &large));
    QVERIFY(add(*store, records::full(3)));
    QVERIFY(*store->details(1) == small);
    QVERIFY(*store->details(2) == large);
    QVERIFY(!*store->details(3));
    QVERIFY(!*store->details(4));
    QVERIFY2(QFileInfo(path()).size() + QFileInfo(path() + u"-wal"_s).size() < 500'000, "not compressed");
}

void StoreTest::readsByNumber()
{
    const auto store = opened(path());
    for (const int number : {30, 10, 50, 20, 40})
        QVERIFY(add(*store, records::full(number)));
    const auto numbers = [&](int most, qint64 before) {
        QList<qint64> list;
        const auto read = store->newest(most, before);
        for (const auto &record : *read)
            list.append(record.number);
        return list;
    };
    QCOMPARE(numbers(10, 0), (QList<qint64>{50, 40, 30, 20, 10}));
    QCOMPARE(numbers(2, 0), (QList<qint64>{50, 40}));
    QCOMPARE(numbers(2, 40), (QList<qint64>{30, 20}));
    QCOMPARE(*store->count(), 5);

    auto again = records::full(20); // the same once more
    again.status = 200;
    QVERIFY(add(*store, again));
    QCOMPARE(*store->count(), 5);
    QCOMPARE(store->newest(1, 21)->first().status, 200);
}

void StoreTest::readsByArrival()
{
    const auto store = opened(path());
    const auto other = opened(path());
    QCOMPARE(*store->lastPosition(), 0);
    const auto numbers = [](const journal::Arrivals &arrivals) {
        QList<qint64> list;
        for (const auto &record : arrivals.records)
            list.append(record.number);
        return list;
    };
    for (const int number : {30, 10})
        QVERIFY(add(*store, records::full(number)));
    QVERIFY(add(*other, records::full(20)));
    auto arrivals = *store->arrivedAfter(0, 2);
    QCOMPARE(numbers(arrivals), (QList<qint64>{30, 10}));
    arrivals = *store->arrivedAfter(arrivals.position, 2);
    QCOMPARE(numbers(arrivals), (QList<qint64>{20}));
    QCOMPARE(arrivals.position, *store->lastPosition());
    const auto before = arrivals.position;
    QVERIFY(store->arrivedAfter(before, 2)->records.isEmpty());
    QCOMPARE(store->arrivedAfter(before, 2)->position, before);

    QCOMPARE(*store->removeBefore(100, 100), 3);
    QVERIFY(add(*other, records::full(5)));
    QCOMPARE(numbers(*store->arrivedAfter(before, 2)), (QList<qint64>{5}));
}

void StoreTest::sumsUpDays()
{
    const auto store = opened(path());
    const auto at = [](QDate day, int hour) { return QDateTime(day, QTime(hour, 0), Qt::LocalTime).toUTC(); };
    const QDate monday(2025, 7, 28);
    qint64 number = 0;
    const auto addOne = [&](QDate day, int hour, const QByteArray &model, int status) {
        journal::Record record{.number = ++number,
            .received = at(day, hour),
            .askedModel = "asked",
            .model = model,
            .status = status,
            .usage = {1, 2, 3, 4, 5},
            .costUsd = 0.5};
        if (status == 400)
            record.error = chat::Error{.kind = chat::ErrorKind::Cancelled};
        else if (status != 200)
            record.error = chat::Error{};
        QVERIFY(add(*store, record));
    };
    addOne(monday.addDays(-1), 23, "opus", 200);
    addOne(monday, 0, "opus", 200);
    addOne(monday, 23, "opus", 502);
    addOne(monday, 12, "opus", journal::ClientLeft);
    addOne(monday, 12, "haiku", 200);
    addOne(monday, 13, "haiku", 400);
    addOne(monday.addDays(1), 1, {}, 429);

    const auto days = *store->usage(monday);
    const QList<journal::DayUsage> expected{
        {monday, "haiku", 2, 0, {2, 4, 6, 8, 10}, 1},
        {monday, "opus", 3, 1, {3, 6, 9, 12, 15}, 1.5},
        {monday.addDays(1), "asked", 1, 1, {1, 2, 3, 4, 5}, 0.5},
    };
    QVERIFY(days == expected);
}

void StoreTest::sumsUpKeys()
{
    const auto store = opened(path());
    const QDate monday(2025, 7, 28);
    qint64 number = 0;
    const auto addOne = [&](QDate day, const QByteArray &key, const QByteArray &model, int status) {
        journal::Record record{.number = ++number,
            .received = QDateTime(day, QTime(12, 0), Qt::LocalTime).toUTC(),
            .key = key,
            .model = model,
            .status = status,
            .usage = {1, 2, 3, 4, 5},
            .costUsd = 0.5};
        if (status != 200)
            record.error = chat::Error{};
        QVERIFY(add(*store, record));
    };
    addOne(monday.addDays(-1), "laptop", "opus", 200);
    addOne(monday, "phone", "opus", 200);
    addOne(monday, "laptop", "opus", 200);
    addOne(monday, "", "opus", 200);
    addOne(monday.addDays(1), "laptop", "haiku", 429);
    addOne(monday.addDays(1), "laptop", "haiku", journal::ClientLeft);
    const QList<journal::KeyUsage> expected{
        {"laptop", 3, 1, {3, 6, 9, 12, 15}, 1.5},
        {"phone", 1, 0, {1, 2, 3, 4, 5}, 0.5},
    };
    QVERIFY(*store->usageByKey(monday) == expected);
    QVERIFY(store->usageByKey(monday.addDays(2))->isEmpty());
}

void StoreTest::servesTwoConnections()
{
    const auto first = opened(path());
    const auto second = opened(path());
    const auto reader = opened(path(), Access::ReadOnly);
    for (int i = 1; i <= 20; ++i) {
        QVERIFY(add(i % 2 ? *first : *second, records::full(i)));
        QCOMPARE(*reader->count(), i);
    }
    QCOMPARE(first->newest(100)->size(), 20);
}

void StoreTest::waitsForAnother()
{
    constexpr int Held = 300; // ms
    const auto store = opened(path());
    QSemaphore holds;
    std::unique_ptr<QThread> other(QThread::create([this, &holds] {
        execute(path(), {u"BEGIN IMMEDIATE"_s, u"DELETE FROM bodies"_s}, [&holds] {
            holds.release();
            QThread::msleep(Held);
        }); // the end of the connection is the end of its transaction
    }));
    other->start();
    QVERIFY(holds.tryAcquire(1, 10'000));
    QElapsedTimer time;
    time.start();
    QVERIFY(add(*store, records::full()));
    QVERIFY(time.elapsed() > Held / 2);
    QVERIFY(other->wait(10'000));
}

void StoreTest::makesItForItsOwnerOnly()
{
    const auto store = opened(path());
    QVERIFY(add(*store, records::full()));
    constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    for (const auto &name :
        {u"requests.sqlite"_s, u"requests.sqlite-wal"_s, u"requests.sqlite-shm"_s, u"."_s}) {
        const QFileInfo info(m_folder->filePath(u"data/"_s + name));
        QVERIFY2(info.exists(), qPrintable(name));
        QVERIFY2(!(info.permissions() & Others), qPrintable(name));
    }
}

void StoreTest::readsNothingWhereNothingIs()
{
    const auto store = Store::open(path(), Access::ReadOnly);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Kind::Missing);
    QVERIFY(!QFileInfo::exists(path()));

    QVERIFY(QDir().mkpath(m_folder->filePath(u"data"_s)));
    QFile empty(path());
    QVERIFY(empty.open(QIODevice::WriteOnly));
    const auto early = Store::open(path(), Access::ReadOnly);
    QVERIFY(!early);
    QCOMPARE(early.error().kind, Kind::Missing);
}

// The numbers are printed; the limits are generous, for slow and busy machines.
void StoreTest::isQuick()
{
    using records::Many;
    auto store = opened(path());
    QElapsedTimer time;
    time.start();
    constexpr int Measured = Many / 10;
    for (int i = 0; i < Measured; i += 50)
        QVERIFY(addMany(*store, 50, i + 1));
    qInfo("write in batches of 50: %.1f µs a record", double(time.nsecsElapsed()) / 1000 / Measured);
    for (int i = Measured; i < Many; i += Measured)
        QVERIFY(addMany(*store, Measured, i + 1));
    store.reset();
    qInfo("file: %.1f MB", double(QFileInfo(path()).size()) / 1e6);

    time.start();
    const auto reader = opened(path(), Access::ReadOnly);
    QCOMPARE(reader->newest(200)->size(), 200);
    const auto first = time.elapsed();
    time.start();
    qint64 before = 0;
    QList<journal::Record> all;
    do {
        const auto chunk = reader->newest(5000, before);
        before = chunk->isEmpty() ? 0 : chunk->last().number;
        all += *chunk;
    } while (before > 0);
    const auto whole = time.elapsed();
    QCOMPARE(all.size(), Many);
    time.start();
    QVERIFY(!reader->usage(QDate(2000, 1, 1))->isEmpty());
    const auto usage = time.elapsed();
    qInfo("open and read 200: %lld ms; all: %lld ms; usage of all days: %lld ms", first, whole, usage);
    QVERIFY(first < 300);
    QVERIFY(whole < 10'000);
    QVERIFY(usage < 2000);

    store = opened(path());
    time.start();
    QVERIFY(!store->check());
    qInfo("check: %lld ms", time.elapsed());
    time.start();
    int rounds = 0;
    while (*store->removeBefore(Many / 2, 500) > 0)
        ++rounds;
    qInfo("remove half: %lld ms in %d rounds", time.elapsed(), rounds);
    time.start();
    rounds = 0;
    while (*store->reclaim(256) > 0)
        ++rounds;
    qInfo("reclaim: %lld ms in %d rounds; file: %.1f MB", time.elapsed(), rounds,
        double(QFileInfo(path()).size()) / 1e6);
}

QTEST_GUILESS_MAIN(StoreTest)
#include "store_test.moc"
