#include "check.h"

#include "journal/store.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <cstdint>
#include <cstring>

using namespace Qt::StringLiterals;

// The request log: a whole file, or else a valid one of one of the versions with other values in its rows. It is read
// as it is, brought up to date, written to and read again, or there is a problem in words.

namespace {

using journal::Store;

constexpr auto Columns = std::to_array<const char *>(
    {"number", "position", "day", "received", "id", "client", "endpoint", "asked_model", "model", "streamed",
        "choices", "status", "error", "error_message", "error_param", "error_parameter", "retry_after",
        "session", "taken", "first_delta", "stop_reason", "duration", "input", "cache_read", "cache_write",
        "output", "reasoning", "cost", "honoured", "ignored", "key", "tools", "folder"});

// Takes values off the front of the input; zeros when there is no more.
class Input
{
public:
    explicit Input(QByteArrayView bytes) : m_bytes(bytes) { }

    bool isEmpty() const { return m_bytes.isEmpty(); }

    QByteArrayView take(qsizetype size)
    {
        const auto taken = m_bytes.first(std::min(size, m_bytes.size()));
        m_bytes = m_bytes.sliced(taken.size());
        return taken;
    }

    int byte()
    {
        const auto one = take(1);
        return one.isEmpty() ? 0 : uchar(one.front());
    }

    template<typename Number> Number number()
    {
        Number number = 0;
        const auto bytes = take(sizeof number);
        std::memcpy(&number, bytes.data(), std::size_t(bytes.size()));
        return number;
    }

    QVariant value()
    {
        switch (byte() % 6) {
        case 1:
            return number<qint64>();
        case 2:
            return qint64(number<qint16>());
        case 3:
            return number<double>();
        case 4:
            return QString::fromUtf8(take(byte()));
        case 5:
            return take(byte()).toByteArray();
        default:
            return {};
        }
    }

private:
    QByteArrayView m_bytes;
};

// What is refused, such as a row without what it must have, stays as it was.
void change(const QString &path, Input &input)
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"outside"_s);
        database.setDatabaseName(path);
        FUZZ_CHECK(database.open());
        while (!input.isEmpty()) {
            const auto *column = Columns[std::size_t(input.byte()) % Columns.size()];
            QSqlQuery query(database);
            if (!query.prepare(
                    u"UPDATE requests SET %1 = ? WHERE number = (SELECT number FROM requests LIMIT 1 "
                    "OFFSET %2)"_s.arg(QLatin1StringView(column))
                        .arg(input.byte() % 6)))
                continue;
            query.bindValue(0, input.value());
            query.exec();
        }
    }
    QSqlDatabase::removeDatabase(u"outside"_s);
}

template<typename Result> void checkResult(const Result &result)
{
    FUZZ_CHECK(result || !result.error().sentence.isEmpty());
}

void readAll(Store &store)
{
    const auto newest = store.newest(1000);
    checkResult(newest);
    checkResult(store.arrivedAfter(0, 1000));
    checkResult(store.usage(QDate(1, 1, 1)));
    checkResult(store.usageByKey(QDate(1, 1, 1)));
    checkResult(store.count());
    if (!newest)
        return;
    for (const auto &record : *newest) {
        checkResult(store.details(record.number));
        journal::toLine(record);
    }
}

void checkWriting(Store &store)
{
    const journal::Record record{.number = journal::nextNumber(),
        .id = "new",
        .received = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000, Qt::UTC),
        .key = "laptop",
        .tools = settings::Tools::Ask,
        .folder = u"/srv"_s};
    const journal::StoredRequest request{&record, nullptr};
    if (store.add({&request, 1}))
        return;
    const auto read = store.newest(1, record.number + 1);
    FUZZ_CHECK(!read || (read->size() == 1 && read->first() == record));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_store";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv);
    static const QTemporaryDir folder(
        QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/fuzz_store-XXXXXX"_s : QDir::tempPath() + u"/XXXXXX"_s);

    QDir(folder.path()).removeRecursively();
    QDir().mkpath(folder.path());
    const auto path = folder.filePath(u"requests.sqlite"_s);
    const QByteArrayView bytes(data, qsizetype(size));
    if (bytes.startsWith("SQLite format 3")) {
        QFile file(path);
        FUZZ_CHECK(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size());
    } else {
        Input input(bytes);
        const int version = 1 + input.byte() % 3;
        FUZZ_CHECK(QFile::copy(u"" STORES "/version%1.sqlite"_s.arg(std::min(version, 2)), path));
        FUZZ_CHECK(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        if (version == 3)
            FUZZ_CHECK(bool(Store::open(path, Store::Access::ReadWrite)));
        change(path, input);
    }
    if (const auto store = Store::open(path, Store::Access::ReadOnly))
        readAll(**store);
    QString notice;
    const auto store = Store::open(path, Store::Access::ReadWrite, &notice);
    checkResult(store);
    if (store) {
        readAll(**store);
        checkWriting(**store);
        checkResult((*store)->removeBefore(journal::nextNumber(), 100));
    }
    return 0;
}
