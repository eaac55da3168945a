#include "ui/log/request_model.h"

#include "ui/log/request_columns.h"

#include <algorithm>

using journal::Entry;

namespace ui {

namespace {

// With more runs of neighbouring rows than this to insert or to remove, a reset is quicker.
constexpr size_t MostRuns = 100;

bool hasEnded(const Entry &entry)
{
    return entry.phase == Entry::Phase::Ended;
}

} // namespace

// A known entry and what it is now.
struct RequestModel::Change
{
    Entry *known = nullptr;
    const Entry *state = nullptr;
    int row = -1; // -1: not shown
};

// What changes mean for the rows.
struct RequestModel::Batch
{
    std::vector<int> removed; // where rows stand that the filter does not show any more
    std::vector<int> sorted; // where rows stand whose place may be elsewhere now, the removed ones too
    RequestRows moved; // those of them that stay
    RequestRows changed;
    RequestRows inserted;
};

RequestModel::RequestModel(QObject *parent, int most) : QAbstractTableModel(parent), m_most(size_t(most))
{
    setNow();
}

void RequestModel::update(const QList<Entry> &entries)
{
    setNow();
    const auto states = lastStates(entries);
    makeRoom(size_t(std::ranges::count_if(
        states, [this](RequestRow state) { return !m_entries.contains(state->record.number); })));
    Batch batch;
    std::vector<Change> changes; // found before the first is made: rows are found by their order
    for (const RequestRow state : states) {
        const auto known = m_entries.find(state->record.number);
        if (known == m_entries.end())
            takeNew(*state, batch);
        else if (!hasEnded(known->second) && known->second != *state)
            changes.push_back({&known->second, state, rowOf(known->first)});
    }
    for (const Change &change : changes)
        takeChange(change, batch);
    show(batch);
    for (const Change &change : changes)
        Q_EMIT entryChanged(change.known->record.number);
    Q_EMIT totalsChanged();
}

void RequestModel::addStored(const QList<journal::Record> &records)
{
    setNow();
    Batch batch;
    for (const auto &record : records) {
        if (m_entries.size() >= m_most)
            break;
        if (!m_entries.contains(record.number))
            takeNew({Entry::Phase::Ended, record}, batch);
    }
    show(batch);
    Q_EMIT totalsChanged();
}

void RequestModel::clear()
{
    beginResetModel();
    m_rows.clear();
    std::erase_if(m_entries, [](const auto &item) { return hasEnded(item.second); });
    m_texts.clear();
    m_today = {};
    endResetModel();
    showAnew();
    Q_EMIT totalsChanged();
}

void RequestModel::takeNew(const Entry &entry, Batch &batch)
{
    // Behind the last one, most of the time; stored ones before the first.
    const bool first = !m_entries.empty() && entry.record.number < m_entries.begin()->first;
    const auto added =
        m_entries.emplace_hint(first ? m_entries.begin() : m_entries.end(), entry.record.number, entry);
    Entry &mine = added->second;
    m_texts.share(mine.record);
    if (hasEnded(mine))
        count(mine.record);
    else
        m_running.insert(mine.record.number);
    if (isShown(mine))
        batch.inserted.push_back(&mine);
}

void RequestModel::takeChange(const Change &change, Batch &batch)
{
    Entry &known = *change.known;
    const Entry before = std::exchange(known, *change.state);
    m_texts.share(known.record);
    if (hasEnded(known)) {
        count(known.record);
        m_running.remove(known.record.number);
    }
    const bool shown = isShown(known);
    if (change.row < 0) {
        if (shown)
            batch.inserted.push_back(&known);
        return;
    }
    const bool moved = m_order.tells(before, known);
    if (moved)
        batch.sorted.push_back(change.row);
    if (!shown) {
        batch.removed.push_back(change.row);
        return;
    }
    batch.changed.push_back(&known);
    if (moved)
        batch.moved.push_back(&known);
}

void RequestModel::makeRoom(size_t wanted)
{
    const size_t most = wanted < m_most ? m_most - wanted : 0;
    std::vector<int> removed;
    std::vector<qint64> forgotten;
    for (auto at = m_entries.begin(); at != m_entries.end() && m_entries.size() - forgotten.size() > most;
         ++at) {
        if (!hasEnded(at->second))
            continue;
        forgotten.push_back(at->first);
        if (const int row = rowOf(at->first); row >= 0)
            removed.push_back(row);
    }
    hide(std::move(removed));
    for (const qint64 number : forgotten)
        m_entries.erase(number);
}

void RequestModel::count(const journal::Record &record)
{
    if (!m_times.isToday(record.received))
        return;
    m_today.usage += record.usage;
    m_today.costUsd += record.costUsd;
}

void RequestModel::setNow()
{
    const auto now = QDateTime::currentDateTimeUtc();
    m_now = now.toMSecsSinceEpoch();
    if (!m_times.setNow(now))
        return;
    m_today = {};
    for (const auto &[number, entry] : m_entries) {
        if (hasEnded(entry))
            count(entry.record);
    }
}

void RequestModel::setFilter(const journal::Filter &filter)
{
    m_filter = filter;
    showAnew();
    Q_EMIT totalsChanged();
}

void RequestModel::setOutcome(std::optional<journal::Outcome> outcome)
{
    m_outcome = outcome;
    showAnew();
    Q_EMIT totalsChanged();
}

void RequestModel::sort(int column, Qt::SortOrder direction)
{
    const RequestOrder order{column, direction};
    if (column < 0 || column >= columnCount() || order == m_order)
        return;
    m_order = order;
    showAnew();
}

bool RequestModel::isShown(const Entry &entry) const
{
    return (!m_outcome || *m_outcome == journal::outcomeOf(entry)) && m_filter.matches(entry);
}

void RequestModel::show(Batch &batch)
{
    if (std::ranges::all_of(batch.sorted, [this](int row) { return standsRight(row); }))
        batch.moved.clear();
    hide(std::move(batch.removed));
    move(std::move(batch.moved));
    reveal(std::move(batch.inserted));
    tellChanged(batch.changed);
}

// Among its neighbours.
bool RequestModel::standsRight(int row) const
{
    const auto at = m_rows.begin() + row;
    return (at == m_rows.begin() || m_order(*(at - 1), *at))
        && (at + 1 == m_rows.end() || m_order(*at, *(at + 1)));
}

void RequestModel::showAnew()
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(m_entries.size());
    for (const auto &[number, entry] : m_entries) {
        if (isShown(entry))
            m_rows.push_back(&entry);
    }
    if (m_order.column != TimeColumn)
        std::ranges::sort(m_rows, m_order);
    else if (m_order.direction == Qt::DescendingOrder)
        std::ranges::reverse(m_rows);
    endResetModel();
}

void RequestModel::hide(std::vector<int> rows)
{
    std::ranges::sort(rows);
    const auto runs = runsOf(rows);
    const bool anew = runs.size() > MostRuns;
    if (anew)
        beginResetModel();
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (!anew)
            beginRemoveRows({}, run->first, run->last);
        m_rows.erase(m_rows.begin() + run->first, m_rows.begin() + run->last + 1);
        if (!anew)
            endRemoveRows();
    }
    if (anew)
        endResetModel();
}

// All at once, as a new layout: views take that in the time that they need for one row.
void RequestModel::move(RequestRows moved)
{
    if (moved.empty())
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const auto oldIndexes = persistentIndexList();
    RequestRows kept; // what the persistent ones stand for
    kept.reserve(size_t(oldIndexes.size()));
    for (const auto &index : oldIndexes)
        kept.push_back(m_rows[size_t(index.row())]);
    rearrange(m_rows, std::move(moved), m_order);
    QModelIndexList newIndexes;
    newIndexes.reserve(oldIndexes.size());
    for (qsizetype i = 0; i < oldIndexes.size(); ++i)
        newIndexes += index(placeOf(m_rows, kept[size_t(i)], m_order), oldIndexes[i].column());
    changePersistentIndexList(oldIndexes, newIndexes);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void RequestModel::reveal(RequestRows rows)
{
    std::ranges::sort(rows, m_order);
    const auto insertions = insertionsOf(m_rows, rows, m_order);
    if (insertions.size() > MostRuns) {
        showAnew();
        return;
    }
    for (auto insertion = insertions.rbegin(); insertion != insertions.rend(); ++insertion) {
        const auto first = rows.begin() + insertion->first;
        beginInsertRows({}, insertion->at, insertion->at + insertion->size - 1);
        m_rows.insert(m_rows.begin() + insertion->at, first, first + insertion->size);
        endInsertRows();
    }
}

void RequestModel::tellChanged(const RequestRows &changed, int firstColumn)
{
    std::vector<int> rows;
    rows.reserve(changed.size());
    for (const auto row : changed) {
        if (const int place = placeOf(m_rows, row, m_order); place >= 0)
            rows.push_back(place);
    }
    std::ranges::sort(rows);
    for (const Run &run : runsOf(rows))
        Q_EMIT dataChanged(index(run.first, firstColumn), index(run.last, columnCount() - 1));
}

void RequestModel::tick()
{
    setNow();
    RequestRows rows;
    for (const qint64 number : std::as_const(m_running))
        rows.push_back(entry(number));
    tellChanged(rows, DurationColumn);
}

const Entry *RequestModel::entry(qint64 number) const
{
    const auto found = m_entries.find(number);
    return found == m_entries.end() ? nullptr : &found->second;
}

int RequestModel::rowOf(qint64 number) const
{
    const auto *row = entry(number);
    return row ? placeOf(m_rows, row, m_order) : -1;
}

int RequestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RequestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(requestColumns().size());
}

QVariant RequestModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto &column = requestColumns()[size_t(index.column())];
    const Entry &entry = entryAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return column.text(entry, {m_times, m_now});
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return index.column() == NoteColumn ? column.text(entry, {m_times, m_now}) : QVariant();
    case OutcomeRole:
        return int(journal::outcomeOf(entry));
    case NumberRole:
        return entry.record.number;
    }
    return {};
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto &column = requestColumns()[size_t(section)];
    switch (role) {
    case Qt::DisplayRole:
        return tr(column.title);
    case Qt::ToolTipRole:
        return tr(column.explanation);
    case Qt::InitialSortOrderRole:
        return int(column.number ? Qt::DescendingOrder : Qt::AscendingOrder);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

} // namespace ui
