#include "journal/store.h"

#include "records.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSemaphore>
#include <QSqlError>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using journal::Store;
using Access = Store::Access;
using Kind = journal::StoreProblem::Kind;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::unique_ptr<Store> opened(
    const QString &path, Access access = Access::ReadWrite, QString *notice = nullptr)
{
    auto store = Store::open(path, access, notice);
    if (!store)
        qWarning("%s", qPrintable(store.error().sentence));
    return store ? std::move(*store) : nullptr;
}

bool add(Store &store, const journal::Record &record, const journal::Details *details = nullptr)
{
    const journal::StoredRequest request{&record, details};
    const auto problem = store.add({&request, 1});
    if (problem)
        qWarning("%s", qPrintable(problem->sentence));
    return !problem;
}

bool addMany(Store &store, int count, qint64 first = 1)
{
    const auto now = QDateTime::currentDateTimeUtc();
    QList<journal::Record> records;
    for (int i = 0; i < count; ++i)
        records.append(records::usual(first + i, now.addSecs(60 * (i - count))));
    std::vector<journal::StoredRequest> requests;
    for (const auto &record : records)
        requests.push_back({&record, nullptr});
    return !store.add(requests);
}

// Statements from outside, as another program would.
void execute(
    const QString &path, const QStringList &statements, const std::function<void()> &then = [] {})
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"outside"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        for (const auto &statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text() + statement));
            while (query.next()) { }
        }
        then();
    }
    QSqlDatabase::removeDatabase(u"outside"_s);
}

QStringList setAsideIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.damaged-*"_s}, QDir::Files);
}

} // namespace

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
    void servesTwoConnections();
    void waitsForAnother();
    void makesItForItsOwnerOnly();
    void readsNothingWhereNothingIs();
    void bringsAnOlderFileUpToDate();
    void leavesANewerFileAlone();
    void setsAside_data();
    void setsAside();
    void findsDamageWithin();
    void noticesAnotherFile();
    void tellsWhatCannotBeWritten();
    void tellsAFullDisk();
    void removesWithoutTrace();
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

// Step 1 as it was when it was the newest.
void StoreTest::bringsAnOlderFileUpToDate()
{
    {
        const auto store = opened(path());
        QVERIFY(addMany(*store, 50));
    }
    execute(path(), {u"DROP TABLE bodies"_s, u"PRAGMA user_version = 1"_s});
    {
        const auto reader = opened(path(), Access::ReadOnly); // an older file can be read
        QVERIFY(reader);
        QCOMPARE(reader->newest(100)->size(), 50);
        QVERIFY(!*reader->details(50));
    }
    const auto store = opened(path());
    QVERIFY(store);
    QCOMPARE(store->newest(100)->size(), 50);
    const auto details = records::details("new");
    QVERIFY(add(*store, records::full(51), &details));
    QVERIFY(*store->details(51) == details);
}

void StoreTest::leavesANewerFileAlone()
{
    opened(path()).reset();
    execute(path(), {u"PRAGMA user_version = 3"_s, u"CREATE TABLE future (x)"_s});
    const auto before = contentOf(path());
    for (const auto access : {Access::ReadWrite, Access::ReadOnly}) {
        const auto store = Store::open(path(), access);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, Kind::TooNew);
        QVERIFY(store.error().sentence.contains(u"newer version"_s));
    }
    QCOMPARE(contentOf(path()), before);
    QVERIFY(setAsideIn(QFileInfo(path()).path()).isEmpty());
}

void StoreTest::setsAside_data()
{
    QTest::addColumn<QByteArray>("kind");
    for (const char *kind : {"text", "garbage", "truncated", "header", "short"})
        QTest::newRow(kind) << QByteArray(kind);
}

void StoreTest::setsAside()
{
    QFETCH(QByteArray, kind);
    {
        const auto store = opened(path());
        QVERIFY(addMany(*store, 500));
    }
    auto bytes = contentOf(path());
    if (kind == "text")
        bytes = QByteArray("This is no database, but some text. ").repeated(1000);
    else if (kind == "garbage")
        bytes = QByteArray(50'000, char(0xa5));
    else if (kind == "truncated")
        bytes.truncate(bytes.size() / 2);
    else if (kind == "header")
        bytes.replace(0, 100, QByteArray(100, '\0'));
    else
        bytes.truncate(700);
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();
    QFile wal(path() + u"-wal"_s);
    QVERIFY(wal.open(QIODevice::WriteOnly));
    wal.write("left over");
    wal.close();

    const auto reader = Store::open(path(), Access::ReadOnly);
    QVERIFY(!reader);
    QCOMPARE(reader.error().kind, Kind::Damaged);

    QString notice;
    const auto store = opened(path(), Access::ReadWrite, &notice);
    QVERIFY(store);
    const auto aside = setAsideIn(QFileInfo(path()).path());
    QVERIFY(!aside.isEmpty());
    QVERIFY2(notice.contains(aside.first()), qPrintable(notice));
    QCOMPARE(contentOf(QFileInfo(path()).path() + u'/' + aside.first()), bytes);
    QCOMPARE(*store->count(), 0);
    QVERIFY(add(*store, records::full()));
    QCOMPARE(*store->count(), 1);
}

// The first pages are whole; what is behind them isn't.
void StoreTest::findsDamageWithin()
{
    {
        const auto store = opened(path());
        QVERIFY(addMany(*store, 5000));
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() / 2);
    file.write(QByteArray(200'000, 'x'));
    file.close();

    QString notice;
    auto store = opened(path(), Access::ReadWrite, &notice);
    QVERIFY(store);
    QVERIFY(notice.isEmpty());
    QVERIFY(!store->newest(5000));
    QCOMPARE(store->newest(5000).error().kind, Kind::Damaged);
    QVERIFY(store->check());
    QCOMPARE(store->check()->kind, Kind::Damaged);
    QVERIFY(Store::setAside(std::move(store)).contains(u"set aside"_s));
    QVERIFY(!QFileInfo::exists(path()));
    store = opened(path());
    QVERIFY(store);
    QVERIFY(!store->check());
}

void StoreTest::noticesAnotherFile()
{
    auto store = opened(path());
    QVERIFY(add(*store, records::full(1)));
    QVERIFY(store->isCurrent());
    QVERIFY(QFile::rename(path(), path() + u".old"_s));
    QVERIFY(!store->isCurrent());
    const auto other = opened(path());
    QVERIFY(other->isCurrent());
    QVERIFY(!store->isCurrent());
    QVERIFY(add(*other, records::full(2)));
    // It neither renames nor deletes what is another's.
    QVERIFY(Store::setAside(std::move(store)).isEmpty());
    QVERIFY(QFileInfo::exists(path() + u"-wal"_s));
    QCOMPARE(*opened(path())->count(), 1);
}

void StoreTest::tellsWhatCannotBeWritten()
{
    opened(path()).reset();
    const auto folder = QFileInfo(path()).path();
    const bool root = ::geteuid() == 0; // may write anywhere
    if (root) {
        const auto name = QFile::encodeName(folder);
        QCOMPARE(::chown(name.constData(), 65534, 65534), 0);
        QCOMPARE(::chown(QFile::encodeName(path()).constData(), 65534, 65534), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
        QCOMPARE(::seteuid(65534), 0);
    }
    QFile::setPermissions(path(), QFileDevice::ReadOwner);
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::ExeOwner);
    const auto store = Store::open(path(), Access::ReadWrite);
    const auto elsewhere = Store::open(folder + u"/deeper/requests.sqlite"_s, Access::ReadWrite);
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (root)
        QCOMPARE(::seteuid(0), 0);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Kind::Unusable);
    QVERIFY2(store.error().sentence.contains(path()), qPrintable(store.error().sentence));
    QVERIFY(!elsewhere);
    QCOMPARE(elsewhere.error().kind, Kind::Unusable);
}

// Stands for any disk that takes no more.
void StoreTest::tellsAFullDisk()
{
    const auto store = opened(path());
    QVERIFY(addMany(*store, 100));
    struct rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit limit = before;
    limit.rlim_cur = 300'000;
    ::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    const bool added = addMany(*store, 5000, 1000);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!added);
    QCOMPARE(*store->count(), 100); // none of them
    QVERIFY(addMany(*store, 5000, 1000));
    QCOMPARE(*store->count(), 5100);
}

void StoreTest::removesWithoutTrace()
{
    const auto store = opened(path());
    const QByteArray secret = "TheSecretOfTheTest";
    auto details = records::details(secret);
    for (int i = 0; i < 2000; ++i)
        details.sent += secret + QByteArray::number(i * 7919 % 1009); // not compressed to nothing
    auto small = records::details(secret);
    for (int i = 1; i <= 300; ++i) {
        auto record = records::full(i);
        record.id = secret;
        QVERIFY(add(*store, record, i % 3 ? &small : &details));
    }
    QVERIFY(add(*store, records::full(1000), &small));
    const auto sizeOf = [this] { return QFileInfo(path()).size(); };
    QVERIFY(contentOf(path()).contains(secret) || contentOf(path() + u"-wal"_s).contains(secret));

    QCOMPARE(*store->removeBefore(200, 50), 50);
    QCOMPARE(*store->count(), 251);
    QVERIFY(!*store->details(50));
    QVERIFY(*store->details(51));
    QCOMPARE(*store->removeBefore(200, 1000), 149);
    QCOMPARE(*store->removeBefore(200, 1000), 0);
    QCOMPARE(*store->count(), 102);
    const auto before = sizeOf();
    QCOMPARE(*store->removeBefore(std::numeric_limits<qint64>::max(), 1000), 102);
    while (*store->reclaim(10) > 0) { }
    QVERIFY(!store->emptyWal());
    QVERIFY2(sizeOf() < before && sizeOf() < 50'000, qPrintable(QString::number(sizeOf())));
    QVERIFY(!contentOf(path()).contains(secret));
    QCOMPARE(QFileInfo(path() + u"-wal"_s).size(), 0);
}

// The numbers are printed; the limits are generous, for slow and busy machines.
void StoreTest::isQuick()
{
    constexpr int Many = 100'000;
    auto store = opened(path());
    QElapsedTimer time;
    time.start();
    constexpr int Measured = 10'000;
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
    QVERIFY(whole < 5000);
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
