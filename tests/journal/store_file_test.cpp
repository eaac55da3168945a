#include "stores.h"

#include <QTemporaryDir>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace stores;

// What becomes of files that are old, new, damaged, full, or emptied.
class StoreFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(); }
    void cleanup() { m_folder.reset(); }

    void readsFilesOfOldPrograms();
    void bringsAnOlderFileUpToDate();
    void leavesANewerFileAlone();
    void setsAside_data();
    void setsAside();
    void findsDamageWithin();
    void noticesAnotherFile();
    void tellsWhatCannotBeWritten();
    void tellsAFullDisk();
    void removesWithoutTrace();

private:
    QString path() const { return m_folder->filePath(u"data/requests.sqlite"_s); }

    std::optional<QTemporaryDir> m_folder;
};

// Files that the program of then has written, with six requests.
void StoreFileTest::readsFilesOfOldPrograms()
{
    for (const int version : {1, 2}) {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"requests.sqlite"_s);
        QVERIFY(QFile::copy(u"" TEST_FOLDER "/stores/version%1.sqlite"_s.arg(version), file));
        QFile(file).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QList<journal::Record> before;
        {
            const auto reader = opened(file, Access::ReadOnly); // changes nothing
            QVERIFY(reader);
            before = *reader->newest(100);
            QCOMPARE(before.size(), 6);
            QCOMPARE(before.last().id, "req-0"_ba);
            QCOMPARE(before.last().key, QByteArray());
            QVERIFY(!before.last().tools);
            QCOMPARE(reader->arrivedAfter(0, 100)->records.size(), 6);
            QVERIFY(reader->usageByKey(QDate(2000, 1, 1))->isEmpty());
            QCOMPARE(reader->usage(QDate(2000, 1, 1))->size(), 2);
        }
        const auto store = opened(file);
        QVERIFY(store);
        QVERIFY(*store->newest(100) == before);
        QCOMPARE(bool(*store->details(before[1].number)), version == 2);
        QCOMPARE(store->usage(QDate(2000, 1, 1))->size(), 2);
        QVERIFY(store->usageByKey(QDate(2000, 1, 1))->isEmpty());
        const auto record = records::full(before.first().number + 1);
        const auto details = records::details("new");
        QVERIFY(add(*store, record, &details));
        QVERIFY(store->newest(1)->first() == record);
        QVERIFY(*store->details(record.number) == details);
        QCOMPARE(store->usageByKey(QDate(2000, 1, 1))->size(), 1);
        const auto reader = opened(file, Access::ReadOnly);
        QVERIFY(reader && reader->newest(1)->first() == record);
        QVERIFY(setAsideIn(folder.path()).isEmpty());
    }
}

// Step 1 as it was when it was the newest.
void StoreFileTest::bringsAnOlderFileUpToDate()
{
    {
        const auto store = opened(path());
        QVERIFY(addMany(*store, 50));
    }
    execute(path(),
        {u"DROP TABLE bodies"_s, u"DROP INDEX requests_usage"_s, u"ALTER TABLE requests DROP COLUMN key"_s,
            u"ALTER TABLE requests DROP COLUMN tools"_s, u"ALTER TABLE requests DROP COLUMN folder"_s,
            u"CREATE INDEX requests_usage ON requests (day)"_s, u"PRAGMA user_version = 1"_s});
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

void StoreFileTest::leavesANewerFileAlone()
{
    opened(path()).reset();
    execute(path(), {u"PRAGMA user_version = 4"_s, u"CREATE TABLE future (x)"_s});
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

void StoreFileTest::setsAside_data()
{
    QTest::addColumn<QByteArray>("kind");
    for (const char *kind : {"text", "garbage", "truncated", "header", "short"})
        QTest::newRow(kind) << QByteArray(kind);
}

void StoreFileTest::setsAside()
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
void StoreFileTest::findsDamageWithin()
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

void StoreFileTest::noticesAnotherFile()
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

void StoreFileTest::tellsWhatCannotBeWritten()
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
void StoreFileTest::tellsAFullDisk()
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

void StoreFileTest::removesWithoutTrace()
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

QTEST_GUILESS_MAIN(StoreFileTest)
#include "store_file_test.moc"
