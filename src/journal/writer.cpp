#include "journal/writer.h"

#include "journal/store.h"

#include <QTimer>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace journal {

namespace {

constexpr auto BatchPause = 200ms; // with its writing it is on disk after 250 ms
constexpr qsizetype MostInBatch = 1000; // then at once
constexpr qsizetype MostBytesInBatch = 8 * 1024 * 1024;
constexpr auto FirstRetry = 1000ms;
constexpr auto LastRetry = 60'000ms;
constexpr int BusyBeforeTold = 3; // times

// What is old is removed bit by bit, so that writing goes on between.
constexpr int RemovedAtOnce = 250;
constexpr int ReclaimedAtOnce = 256; // pages of 4 KB
constexpr auto RemovalPause = 5ms;
constexpr qint64 FreePagesKept = 256; // for what comes
constexpr auto CheckpointPause = 5000ms;
constexpr int MostCheckpoints = 3;

} // namespace

// Everything of the writer that blocks.
struct Writer::Worker : QObject
{
    Worker(Writer &writer, QString path, int keepDays)
        : m_writer(writer), m_path(std::move(path)), m_keepDays(keepDays)
    {
        m_batch.setSingleShot(true);
        m_retry.setSingleShot(true);
        m_next.setSingleShot(true);
        m_daily.setTimerType(Qt::VeryCoarseTimer);
        connect(&m_batch, &QTimer::timeout, this, &Worker::write);
        connect(&m_retry, &QTimer::timeout, this, &Worker::write);
        connect(&m_next, &QTimer::timeout, this, &Worker::goOnRemoving);
        connect(&m_daily, &QTimer::timeout, this, &Worker::removeOld);
    }

    ~Worker() override { write(); }

    void begin()
    {
        if (isOpen()) {
            if (const auto problem = m_store->check())
                handle(*problem);
        }
        m_daily.start(24h);
        removeOld();
    }

    void wake()
    {
        if (!m_retry.isActive() && !m_batch.isActive())
            m_batch.start(BatchPause);
    }

    void hurry()
    {
        m_writer.m_hurried = false;
        if (!m_retry.isActive())
            write();
    }

    void write()
    {
        m_batch.stop();
        auto items = m_writer.m_waiting.takeAll();
        if (items.empty())
            return;
        std::vector<StoredRequest> requests;
        requests.reserve(items.size());
        for (const auto &item : items)
            requests.push_back({&item.record, item.details.get()});
        for (int attempt = 0; attempt < 2; ++attempt) { // a damaged store is replaced by a new one
            if (!isOpen())
                break;
            const auto problem = m_store->add(requests);
            if (!problem) {
                tellWritten();
                return;
            }
            handle(*problem);
            if (problem->kind != StoreProblem::Kind::Damaged)
                break;
        }
        m_writer.m_waiting.putBack(std::move(items));
        m_retryPause = std::clamp(2 * m_retryPause, FirstRetry, LastRetry);
        m_retry.start(m_retryPause);
    }

    void setKeepDays(int days)
    {
        const bool fewer = days < m_keepDays;
        m_keepDays = days;
        if (fewer)
            removeOld();
    }

    void clear()
    {
        m_writer.m_waiting.clear();
        m_told = false; // who asks for it wants to know
        m_removal = {.before = nextNumber(), .freePages = 0, .clears = true};
        goOnRemoving();
    }

private:
    struct Removal
    {
        qint64 before = 0; // this number
        qint64 freePages = FreePagesKept; // that may stay
        bool clears = false;
        int checkpoints = 0; // that came to nothing
    };

    template<typename Signal> void emitThere(Signal signal)
    {
        QMetaObject::invokeMethod(&m_writer, signal, Qt::QueuedConnection);
    }

    void tell(const QString &sentence)
    {
        emitThere([writer = &m_writer, sentence] { Q_EMIT writer->notice(sentence); });
    }

    void tellWritten()
    {
        m_retry.stop();
        m_retryPause = 0ms;
        m_busy = 0;
        m_told = false;
        if (m_writer.m_waiting.load().records == 0)
            emitThere([writer = &m_writer] { Q_EMIT writer->written(); });
    }

    bool isOpen()
    {
        if (m_store && !m_store->isCurrent())
            m_store.reset();
        if (m_store)
            return true;
        QString notice;
        auto store = Store::open(m_path, Store::Access::ReadWrite, &notice);
        if (!notice.isEmpty())
            tell(notice);
        if (!store) {
            handle(store.error());
            return false;
        }
        m_store = std::move(*store);
        return true;
    }

    // Says it once, and replaces a damaged store.
    void handle(const StoreProblem &problem)
    {
        if (problem.kind == StoreProblem::Kind::Damaged && m_store) {
            if (const auto notice = Store::setAside(std::move(m_store)); !notice.isEmpty())
                tell(notice);
            return;
        }
        if (problem.kind == StoreProblem::Kind::Busy && ++m_busy < BusyBeforeTold)
            return;
        if (!std::exchange(m_told, true))
            tell(problem.sentence + u" claude-relay works on without it and will try again."_s);
    }

    void removeOld()
    {
        if (m_removal)
            return;
        m_removal = {.before = firstNumberAt(QDateTime::currentDateTimeUtc().addDays(-m_keepDays))};
        goOnRemoving();
    }

    void goOnRemoving()
    {
        if (!m_removal)
            return;
        if (isOpen()) {
            const auto again = removeSome();
            if (!again) {
                handle(again.error());
            } else if (*again > 0ms) {
                m_next.start(*again);
                return;
            } else if (m_removal->clears) {
                emitThere([writer = &m_writer] { Q_EMIT writer->cleared(); });
            }
        }
        m_removal.reset();
    }

    // When to go on; 0 when all is done.
    StoreResult<std::chrono::milliseconds> removeSome()
    {
        using base::Unexpected;
        const auto removed = m_store->removeBefore(m_removal->before, RemovedAtOnce);
        if (!removed)
            return Unexpected{removed.error()};
        if (*removed > 0)
            return RemovalPause;
        const auto free = m_store->freePages();
        if (!free)
            return Unexpected{free.error()};
        if (*free > m_removal->freePages) {
            const auto left = m_store->reclaim(ReclaimedAtOnce);
            if (!left)
                return Unexpected{left.error()};
            if (*left > m_removal->freePages && *left < *free)
                return RemovalPause;
        }
        if (!m_removal->clears)
            return 0ms;
        store_file::removeSetAside(m_path);
        const auto problem = m_store->emptyWal();
        if (problem && problem->kind == StoreProblem::Kind::Busy
            && ++m_removal->checkpoints < MostCheckpoints)
            return CheckpointPause;
        if (problem)
            return Unexpected{*problem};
        return 0ms;
    }

    Writer &m_writer;
    QString m_path;
    int m_keepDays = 0;
    std::unique_ptr<Store> m_store;
    std::optional<Removal> m_removal;
    std::chrono::milliseconds m_retryPause{0};
    int m_busy = 0; // times in a row
    bool m_told = false; // that it can't be written
    QTimer m_batch{this};
    QTimer m_retry{this};
    QTimer m_next{this};
    QTimer m_daily{this};
};

Writer::Writer(QString path, int keepDays, bool bodies, QObject *parent)
    : QObject(parent), m_bodies(bodies), m_worker(new Worker(*this, std::move(path), keepDays))
{
    m_thread.setObjectName(u"journal-writer"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, &Worker::begin);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

Writer::~Writer()
{
    m_thread.quit();
    m_thread.wait();
}

void Writer::add(const Record &record, const Details *details)
{
    const auto load = m_waiting.add(record, m_bodies ? details : nullptr);
    if (load.records == 1)
        QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->wake(); });
    else if ((load.records >= MostInBatch || load.bytes >= MostBytesInBatch) && !m_hurried.exchange(true))
        QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->hurry(); });
}

void Writer::setKeep(int days, bool bodies)
{
    m_bodies = bodies;
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, days] { worker->setKeepDays(days); });
}

void Writer::clear()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->clear(); });
}

} // namespace journal
