#include "journal/writer.h"

#include "stores.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace stores;
using journal::Writer;

namespace {

constexpr int Days = 30;

journal::Record recordNow()
{
    return records::usual(journal::nextNumber(), QDateTime::currentDateTimeUtc());
}

std::unique_ptr<Store> reading(const QString &path)
{
    return QFileInfo::exists(path) ? opened(path, Access::ReadOnly) : nullptr;
}

qint64 countIn(const QString &path)
{
    const auto store = Store::open(path, Access::ReadOnly);
    if (!store)
        return -1;
    const auto count = (*store)->count();
    return count ? *count : -1;
}

} // namespace

class WriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(); }
    void cleanup() { m_folder.reset(); }

    void writesSoon();
    void writesAtTheEnd();
    void writesBodiesWhenWanted();
    void writesManyAtOnce();
    void writesBesideAnother();
    void removesWhatIsOld();
    void clears();
    void replacesADamagedFile();
    void replacesAFileThatTurnsOutToBeDamaged();
    void replacesAFileWhoseDamageShowsLate();
    void goesOnWhenTheFileIsGone();
    void saysOnceThatItCannot();
    void keepsOnlySoMuch();

private:
    QString path() const { return m_folder->filePath(u"data/requests.sqlite"_s); }

    std::optional<QTemporaryDir> m_folder;
};

void WriterTest::writesSoon()
{
    Writer writer(path(), Days, false);
    QSignalSpy written(&writer, &Writer::written);
    writer.add(recordNow(), nullptr);
    QVERIFY(written.wait(5000)); // the file has to be made first
    QCOMPARE(countIn(path()), 1);

    qint64 worst = 0;
    for (int i = 0; i < 10; ++i) {
        QElapsedTimer time;
        time.start();
        writer.add(recordNow(), nullptr);
        writer.add(recordNow(), nullptr);
        QVERIFY(written.wait(5000));
        worst = std::max(worst, time.elapsed());
        QCOMPARE(countIn(path()), 3 + 2 * i);
    }
    qInfo("slowest of 10 batches: %lld ms after the first add()", worst);
    QVERIFY(worst < 1000); // the promise
    QCOMPARE(written.count(), 11); // one a batch
}

void WriterTest::writesAtTheEnd()
{
    {
        Writer writer(path(), Days, false);
        for (int i = 0; i < 5; ++i)
            writer.add(recordNow(), nullptr);
    }
    QVERIFY(!QFileInfo::exists(path() + u"-wal"_s)); // it was closed well
    QCOMPARE(countIn(path()), 5);
}

void WriterTest::writesBodiesWhenWanted()
{
    const auto details = records::details("body");
    const auto first = recordNow();
    const auto second = recordNow();
    const auto third = recordNow();
    {
        Writer writer(path(), Days, false);
        writer.add(first, &details);
        writer.setKeep(Days, true);
        writer.add(second, &details);
        writer.add(third, nullptr);
    }
    const auto store = reading(path());
    QVERIFY(!*store->details(first.number));
    QVERIFY(*store->details(second.number) == details);
    QVERIFY(!*store->details(third.number));
}

void WriterTest::writesManyAtOnce()
{
    Writer writer(path(), Days, true);
    const auto details = records::details(QByteArray("body ").repeated(100));
    QSignalSpy written(&writer, &Writer::written);
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < 5000; ++i)
        writer.add(recordNow(), &details);
    qInfo("add() with details: %.2f µs", double(time.nsecsElapsed()) / 1000 / 5000);
    QTRY_COMPARE_WITH_TIMEOUT(countIn(path()), 5000, 10'000);
    qInfo("5000 with details written after %lld ms", time.elapsed());
}

void WriterTest::writesBesideAnother()
{
    {
        Writer first(path(), Days, false);
        Writer second(path(), Days, false);
        for (int i = 0; i < 2000; ++i)
            (i % 2 ? first : second).add(recordNow(), nullptr);
    }
    QCOMPARE(countIn(path()), 2000);
}

void WriterTest::removesWhatIsOld()
{
    const auto now = QDateTime::currentDateTimeUtc();
    const auto daysAgo = [&now](int days, int more) {
        const auto time = now.addDays(-days).addSecs(60);
        return records::usual(journal::firstNumberAt(time) + more, time);
    };
    const auto details = records::details("old");
    {
        Writer writer(path(), 3650, true);
        for (int i = 0; i < 600; ++i)
            writer.add(daysAgo(40, i), &details);
        for (int i = 0; i < 10; ++i)
            writer.add(daysAgo(20, i), &details);
    }
    QCOMPARE(countIn(path()), 610);
    Writer writer(path(), 30, true);
    QTRY_COMPARE(countIn(path()), 10);
    QVERIFY(!*reading(path())->details(daysAgo(40, 1).number));
    QVERIFY(*reading(path())->details(daysAgo(20, 1).number));
    writer.setKeep(20, true);
    QTest::qWait(50);
    QCOMPARE(countIn(path()), 10);
    writer.setKeep(19, true);
    QTRY_COMPARE(countIn(path()), 0);
    writer.add(recordNow(), nullptr);
    QTRY_COMPARE(countIn(path()), 1);
}

void WriterTest::clears()
{
    const QByteArray secret = "TheSecretOfTheTest";
    const auto details = records::details(secret);
    Writer writer(path(), Days, true);
    for (int i = 0; i < 1000; ++i)
        writer.add(recordNow(), &details);
    QTRY_COMPARE(countIn(path()), 1000);
    QFile aside(path() + u".damaged-20250101-000000"_s);
    QVERIFY(aside.open(QIODevice::WriteOnly));
    aside.close();
    QVERIFY(contentOf(path()).contains(secret) || contentOf(path() + u"-wal"_s).contains(secret));

    QSignalSpy cleared(&writer, &Writer::cleared);
    QSignalSpy notice(&writer, &Writer::notice);
    QElapsedTimer time;
    time.start();
    writer.clear();
    QVERIFY(cleared.wait(10'000));
    qInfo("1000 with details cleared after %lld ms", time.elapsed());
    QCOMPARE(countIn(path()), 0);
    QVERIFY(!contentOf(path()).contains(secret));
    QVERIFY(!contentOf(path() + u"-wal"_s).contains(secret));
    QVERIFY2(QFileInfo(path()).size() < 50'000, "the disk is not freed");
    QVERIFY(!aside.exists());
    QVERIFY(notice.isEmpty());

    writer.add(recordNow(), &details);
    QTRY_COMPARE(countIn(path()), 1);
}

void WriterTest::replacesADamagedFile()
{
    QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("no database ").repeated(1000));
    file.close();

    Writer writer(path(), Days, false);
    QSignalSpy notice(&writer, &Writer::notice);
    writer.add(recordNow(), nullptr);
    QTRY_COMPARE(countIn(path()), 1);
    QTRY_COMPARE(notice.count(), 1);
    QVERIFY(notice.first().first().toString().contains(u"set aside as"_s));
}

void WriterTest::replacesAFileThatTurnsOutToBeDamaged()
{
    {
        Writer writer(path(), Days, false);
        for (int i = 0; i < 5000; ++i)
            writer.add(recordNow(), nullptr);
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() / 4);
    file.write(QByteArray(int(file.size()) / 2, 'x'));
    file.close();

    Writer writer(path(), Days, false);
    QSignalSpy notice(&writer, &Writer::notice);
    writer.add(recordNow(), nullptr);
    QTRY_COMPARE(countIn(path()), 1);
    QTRY_COMPARE(notice.count(), 1);
}

// Where nobody looks at the start.
void WriterTest::replacesAFileWhoseDamageShowsLate()
{
    const auto details = records::details("MarkOfABody");
    QList<journal::Record> records;
    {
        Writer writer(path(), Days, true);
        for (int i = 0; i < 3000; ++i) {
            records.append(recordNow());
            writer.add(records.last(), &details);
        }
    }
    constexpr int PageSize = 4096;
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const auto bytes = file.readAll();
    int damaged = 0;
    for (auto page = bytes.size() / PageSize / 4; page < bytes.size() / PageSize * 3 / 4; ++page) {
        if (QByteArrayView(bytes).sliced(page * PageSize, PageSize).contains("MarkOfABody")) {
            file.seek(page * PageSize);
            file.write(QByteArray(PageSize, 'x'));
            ++damaged;
        }
    }
    file.close();
    QVERIFY(damaged > 100);

    Writer writer(path(), Days, true);
    QSignalSpy notice(&writer, &Writer::notice);
    QSignalSpy written(&writer, &Writer::written);
    writer.add(recordNow(), &details);
    QVERIFY(written.wait(5000));
    QVERIFY(notice.isEmpty()); // nobody has come across it
    QCOMPARE(countIn(path()), 3001);
    writer.add(records[1500], &details);
    QTRY_COMPARE(notice.count(), 1);
    QTRY_COMPARE(countIn(path()), 1);
    QCOMPARE(reading(path())->newest(1)->first().number, records[1500].number);
}

void WriterTest::goesOnWhenTheFileIsGone()
{
    Writer writer(path(), Days, false);
    writer.add(recordNow(), nullptr);
    QTRY_COMPARE(countIn(path()), 1);
    QVERIFY(QDir(QFileInfo(path()).path()).removeRecursively());
    writer.add(recordNow(), nullptr);
    writer.add(recordNow(), nullptr);
    QTRY_COMPARE(countIn(path()), 2);
}

void WriterTest::saysOnceThatItCannot()
{
    QFile obstacle(m_folder->filePath(u"data"_s)); // where the folder has to be
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    Writer writer(path(), Days, false);
    QSignalSpy notice(&writer, &Writer::notice);
    writer.add(recordNow(), nullptr);
    QTRY_COMPARE(notice.count(), 1);
    QVERIFY2(
        notice.first().first().toString().contains(path()), qPrintable(notice.first().first().toString()));
    for (int i = 0; i < 2500; ++i)
        writer.add(recordNow(), nullptr);
    QTest::qWait(1500); // one more try
    QCOMPARE(notice.count(), 1);

    QVERIFY(obstacle.remove());
    QTRY_COMPARE_WITH_TIMEOUT(countIn(path()), 2501, 10'000);
}

void WriterTest::keepsOnlySoMuch()
{
    journal::Waiting waiting;
    auto details = records::details("x");
    details.sent = QByteArray(1024 * 1024, 'x');
    for (int i = 1; i <= 100; ++i)
        waiting.add(records::full(i), &details);
    QVERIFY(waiting.load().bytes <= journal::Waiting::MostBytes);
    auto items = waiting.takeAll();
    QCOMPARE(items.size(), 100U);
    QVERIFY(!items.front().details);
    QVERIFY(items.back().details);
    QCOMPARE(waiting.load().records, 0);
    QCOMPARE(waiting.load().bytes, 0);

    waiting.add(records::full(101), &details);
    waiting.putBack(std::move(items));
    QVERIFY(waiting.load().bytes <= journal::Waiting::MostBytes);
    items = waiting.takeAll();
    QCOMPARE(items.front().record.number, 1);
    QCOMPARE(items.back().record.number, 101);

    details.sent = QByteArray(journal::Waiting::MostBytes + 1, 'x'); // alone it may be as large as it wants
    waiting.add(records::full(1), &details);
    QVERIFY(waiting.takeAll().front().details);

    for (int i = 1; i <= journal::Waiting::MostRecords + 5; ++i)
        waiting.add(records::full(i), nullptr);
    items = waiting.takeAll();
    QCOMPARE(qsizetype(items.size()), journal::Waiting::MostRecords);
    QCOMPARE(items.front().record.number, 6);
}

QTEST_GUILESS_MAIN(WriterTest)
#include "writer_test.moc"
