#include "ui/log/request_rows.h"

#include "ui/log/request_columns.h"

#include <algorithm>

using journal::Entry;

namespace ui {

namespace {

std::weak_ordering compare(int column, const Entry &a, const Entry &b)
{
    return requestColumns()[size_t(column)].compare(a, b);
}

} // namespace

bool RequestOrder::operator()(RequestRow a, RequestRow b) const
{
    if (direction == Qt::DescendingOrder)
        std::swap(a, b);
    const auto order = compare(column, *a, *b);
    return order != 0 ? order < 0 : a->record.number < b->record.number;
}

bool RequestOrder::tells(const Entry &before, const Entry &now) const
{
    return compare(column, before, now) != 0;
}

int placeOf(const RequestRows &rows, RequestRow row, const RequestOrder &order)
{
    const auto place = std::ranges::lower_bound(rows, row, order);
    return place != rows.end() && *place == row ? int(place - rows.begin()) : -1;
}

std::vector<Run> runsOf(const std::vector<int> &numbers)
{
    std::vector<Run> runs;
    for (const int number : numbers) {
        if (!runs.empty() && runs.back().last + 1 == number)
            runs.back().last = number;
        else
            runs.push_back({number, number});
    }
    return runs;
}

std::vector<Insertion> insertionsOf(
    const RequestRows &rows, const RequestRows &inserted, const RequestOrder &order)
{
    std::vector<Insertion> insertions;
    for (int i = 0; i < int(inserted.size()); ++i) {
        const auto at = int(std::ranges::lower_bound(rows, inserted[size_t(i)], order) - rows.begin());
        if (!insertions.empty() && insertions.back().at == at)
            ++insertions.back().size;
        else
            insertions.push_back({at, i, 1});
    }
    return insertions;
}

void rearrange(RequestRows &rows, RequestRows moved, const RequestOrder &order)
{
    std::ranges::sort(moved);
    std::erase_if(rows, [&](RequestRow row) { return std::ranges::binary_search(moved, row); });
    std::ranges::sort(moved, order);
    RequestRows merged;
    merged.reserve(rows.size() + moved.size());
    auto from = rows.cbegin();
    for (const auto row : moved) {
        const auto place = std::lower_bound(from, rows.cend(), row, order);
        merged.insert(merged.end(), from, place);
        merged.push_back(row);
        from = place;
    }
    merged.insert(merged.end(), from, rows.cend());
    rows = std::move(merged);
}

RequestRows lastStates(const QList<Entry> &entries)
{
    const auto numberOf = [](RequestRow entry) { return entry->record.number; };
    RequestRows states;
    states.reserve(size_t(entries.size()));
    for (const Entry &entry : entries)
        states.push_back(&entry);
    std::ranges::stable_sort(states, {}, numberOf);
    RequestRows last;
    last.reserve(states.size());
    for (const auto state : states) {
        if (!last.empty() && numberOf(last.back()) == numberOf(state))
            last.back() = state;
        else
            last.push_back(state);
    }
    return last;
}

} // namespace ui
