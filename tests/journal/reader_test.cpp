#include "journal/reader.h"
#include "journal/writer.h"

#include "stores.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace stores;
using journal::Reader;
using journal::Writer;

namespace {

constexpr int Days = 30;

journal::Record recordNow()
{
    return records::usual(journal::nextNumber(), QDateTime::currentDateTimeUtc());
}

QByteArray bytesInUse()
{
#ifdef __GLIBC__
    return QByteArray::number(double(::mallinfo2().uordblks + ::mallinfo2().hblkhd) / 1e6, 'f', 1);
#else
    return "?";
#endif
}

} // namespace

class ReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(); }
    void cleanup() { m_folder.reset(); }

    void readsNothing();
    void readsInChunks();
    void readsDetailsAndUsage();
    void failsOnADamagedFile();
    void readsManyQuickly();

private:
    QString path() const { return m_folder->filePath(u"data/requests.sqlite"_s); }

    std::optional<QTemporaryDir> m_folder;
};

void ReaderTest::readsNothing()
{
    Reader reader(path());
    QSignalSpy records(&reader, &Reader::records);
    QSignalSpy details(&reader, &Reader::details);
    QSignalSpy usage(&reader, &Reader::usage);
    QSignalSpy failed(&reader, &Reader::failed);
    reader.load(1000);
    reader.loadDetails(7);
    reader.loadUsage(QDate(2000, 1, 1));
    QTRY_COMPARE(usage.count(), 1);
    QCOMPARE(records.count(), 1);
    QVERIFY(records.first()[0].value<QList<journal::Record>>().isEmpty());
    QCOMPARE(records.first()[1].toBool(), true);
    QCOMPARE(details.count(), 1);
    QVERIFY(failed.isEmpty());

    { // it looks again when it is asked again
        Writer writer(path(), Days, false);
        writer.add(recordNow(), nullptr);
    }
    reader.load(1000);
    QTRY_COMPARE(records.count(), 2);
    QCOMPARE(records.last()[0].value<QList<journal::Record>>().size(), 1);
}

void ReaderTest::readsInChunks()
{
    QList<qint64> expected;
    {
        Writer writer(path(), Days, false);
        for (int i = 0; i < 7000; ++i) {
            const auto record = recordNow();
            expected.prepend(record.number);
            writer.add(record, nullptr);
        }
    }
    for (const int most : {1, 199, 200, 201, 5200, 5201, 6999, 7000, 7001, 100'000}) {
        Reader reader(path());
        QSignalSpy records(&reader, &Reader::records);
        reader.load(100'000); // is forgotten
        reader.load(most);
        QTRY_VERIFY(!records.isEmpty() && records.last()[1].toBool());
        QList<qint64> numbers;
        for (qsizetype i = 0; i < records.size(); ++i) {
            const auto chunk = records[i][0].value<QList<journal::Record>>();
            QVERIFY(i > 0 || chunk.size() <= 200);
            QCOMPARE(records[i][1].toBool(), i == records.size() - 1);
            for (const auto &record : chunk)
                numbers.append(record.number);
        }
        QCOMPARE(numbers, expected.first(std::min<qsizetype>(most, expected.size())));
    }
}

void ReaderTest::readsDetailsAndUsage()
{
    const auto details = records::details("read");
    const auto record = recordNow();
    {
        Writer writer(path(), Days, true);
        writer.add(record, &details);
    }
    Reader reader(path());
    QSignalSpy got(&reader, &Reader::details);
    QSignalSpy usage(&reader, &Reader::usage);
    reader.loadDetails(record.number);
    reader.loadUsage(QDate::currentDate().addDays(-1));
    QTRY_COMPARE(usage.count(), 1);
    QCOMPARE(got.first()[0].toLongLong(), record.number);
    QVERIFY(got.first()[1].value<std::optional<journal::Details>>() == details);
    const auto days = usage.first()[0].value<QList<journal::DayUsage>>();
    QCOMPARE(days.size(), 1);
    QCOMPARE(days.first().model, record.model);
}

void ReaderTest::failsOnADamagedFile()
{
    QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("no database ").repeated(1000));
    file.close();
    Reader reader(path());
    QSignalSpy failed(&reader, &Reader::failed);
    reader.load(10);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(u"damaged"_s));
}

void ReaderTest::readsManyQuickly()
{
    using records::Many;
    {
        auto opening = Store::open(path(), Store::Access::ReadWrite);
        QVERIFY(opening);
        auto store = std::move(*opening);
        const auto now = QDateTime::currentDateTimeUtc();
        std::vector<journal::Record> many;
        for (int i = 0; i < Many; ++i)
            many.push_back(records::usual(i + 1, now));
        std::vector<journal::StoredRequest> requests;
        for (const auto &record : many)
            requests.push_back({&record, nullptr});
        QVERIFY(!store->add(requests));
    }
    const auto before = bytesInUse();
    QElapsedTimer time;
    Reader reader(path());
    QList<journal::Record> all;
    qint64 first = 0;
    qint64 whole = 0;
    connect(&reader, &Reader::records, this, [&](const QList<journal::Record> &records, bool last) {
        if (all.isEmpty()) {
            first = time.elapsed();
            all.reserve(Many);
        }
        all += records;
        if (last)
            whole = time.elapsed();
    });
    time.start();
    reader.load(Many);
    QTRY_VERIFY_WITH_TIMEOUT(whole > 0, 20'000);
    QCOMPARE(all.size(), Many);
    qInfo("first rows after %lld ms, all %d after %lld ms; memory %s MB → %s MB, sizeof(Record) %d", first,
        Many, whole, before.constData(), bytesInUse().constData(), int(sizeof(journal::Record)));
    QVERIFY(first < 500);
    QVERIFY(whole < 10'000);
}

QTEST_GUILESS_MAIN(ReaderTest)
#include "reader_test.moc"
