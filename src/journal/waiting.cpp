#include "journal/waiting.h"

#include <iterator>
#include <utility>

namespace journal {

Waiting::Load Waiting::add(const Record &record, const Details *details)
{
    Item item{.record = record};
    if (details) {
        item.details = std::make_unique<Details>(*details);
        item.size = details->size();
    }
    const QMutexLocker locker(&m_mutex);
    m_bytes += item.size;
    m_items.push_back(std::move(item));
    trim();
    return {qsizetype(m_items.size()), m_bytes};
}

std::vector<Waiting::Item> Waiting::takeAll()
{
    const QMutexLocker locker(&m_mutex);
    m_bytes = 0;
    auto items = std::exchange(m_items, {});
    return {std::make_move_iterator(items.begin()), std::make_move_iterator(items.end())};
}

void Waiting::putBack(std::vector<Item> items)
{
    const QMutexLocker locker(&m_mutex);
    for (const auto &item : items)
        m_bytes += item.size;
    m_items.insert(
        m_items.begin(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
    trim();
}

void Waiting::clear()
{
    const QMutexLocker locker(&m_mutex);
    m_items.clear();
    m_bytes = 0;
}

Waiting::Load Waiting::load() const
{
    const QMutexLocker locker(&m_mutex);
    return {qsizetype(m_items.size()), m_bytes};
}

void Waiting::trim()
{
    while (qsizetype(m_items.size()) > MostRecords) {
        m_bytes -= m_items.front().size;
        m_items.pop_front();
    }
    // Not the last one's: what is so large alone may still be written.
    for (auto item = m_items.begin(); m_bytes > MostBytes && std::next(item) != m_items.end(); ++item) {
        m_bytes -= std::exchange(item->size, 0);
        item->details.reset();
    }
}

} // namespace journal
