#include "journal/reader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace journal {

namespace {

constexpr int FirstChunk = 200; // more than a window shows
constexpr int Chunk = 5000;

} // namespace

// Everything of the reader that blocks.
struct Reader::Worker : QObject
{
    Worker(Reader &reader, QString path) : m_reader(reader), m_path(std::move(path)) { }

    // Goes on by itself, with what else was asked for between the chunks.
    void load(int load, int most, qint64 before)
    {
        if (load != m_reader.m_load)
            return;
        const int chunk = std::min(most, before == 0 ? FirstChunk : Chunk);
        auto records = ask<QList<Record>>([=](Store &store) { return store.newest(chunk, before); });
        if (!records)
            return;
        const bool last = records->size() < chunk || most == chunk;
        if (!last) {
            QMetaObject::invokeMethod(
                this,
                [this, load, left = most - chunk, next = records->last().number] {
                    this->load(load, left, next);
                },
                Qt::QueuedConnection);
        }
        emitThere([reader = &m_reader, load, last, records = std::move(*records)] {
            if (load == reader->m_load)
                Q_EMIT reader->records(records, last);
        });
    }

    void loadDetails(qint64 number)
    {
        if (auto details =
                ask<std::optional<Details>>([number](Store &store) { return store.details(number); }))
            emitThere([reader = &m_reader, number, details = std::move(*details)] {
                Q_EMIT reader->details(number, details);
            });
    }

    void loadUsage(QDate from)
    {
        if (auto days = ask<QList<DayUsage>>([from](Store &store) { return store.usage(from); }))
            emitThere([reader = &m_reader, days = std::move(*days)] { Q_EMIT reader->usage(days); });
    }

    void loadUsageByKey(QDate from)
    {
        if (auto keys = ask<QList<KeyUsage>>([from](Store &store) { return store.usageByKey(from); }))
            emitThere([reader = &m_reader, keys = std::move(*keys)] { Q_EMIT reader->usageByKey(keys); });
    }

private:
    template<typename Signal> void emitThere(Signal signal)
    {
        QMetaObject::invokeMethod(&m_reader, std::move(signal), Qt::QueuedConnection);
    }

    // What `question` gives; something empty when there is no store yet; nothing, and failed(), when it can't be read.
    template<typename Answer, typename Question> std::optional<Answer> ask(Question question)
    {
        if (m_store && !m_store->isCurrent())
            m_store.reset();
        std::optional<StoreProblem> problem;
        if (!m_store) {
            auto store = Store::open(m_path, Store::Access::ReadOnly);
            if (store)
                m_store = std::move(*store);
            else
                problem = store.error();
        }
        if (m_store) {
            auto answer = question(*m_store);
            if (answer)
                return std::move(*answer);
            problem = answer.error();
            m_store.reset();
        }
        if (problem->kind == StoreProblem::Kind::Missing)
            return Answer();
        emitThere([reader = &m_reader, sentence = problem->sentence] { Q_EMIT reader->failed(sentence); });
        return {};
    }

    Reader &m_reader;
    QString m_path;
    std::unique_ptr<Store> m_store;
};

Reader::Reader(QString path, QObject *parent) : QObject(parent), m_worker(new Worker(*this, std::move(path)))
{
    m_thread.setObjectName(u"journal-reader"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

Reader::~Reader()
{
    ++m_load;
    m_thread.quit();
    m_thread.wait();
}

void Reader::load(int most)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, load = ++m_load, most] { worker->load(load, most, 0); });
}

void Reader::loadDetails(qint64 number)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, number] { worker->loadDetails(number); });
}

void Reader::loadUsage(QDate from)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, from] { worker->loadUsage(from); });
}

void Reader::loadUsageByKey(QDate from)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, from] { worker->loadUsageByKey(from); });
}

} // namespace journal
