#pragma once

#include "journal/entry.h"

#include <QList>
#include <Qt>

#include <vector>

// The rows of the request log as a sorted list, and what is to be told of its changes.
namespace ui {

using RequestRow = const journal::Entry *;
using RequestRows = std::vector<RequestRow>;

// The order of a column, and of the numbers where it is the same.
struct RequestOrder
{
    int column = 0;
    Qt::SortOrder direction = Qt::AscendingOrder;
    bool operator==(const RequestOrder &) const = default;

    bool operator()(RequestRow a, RequestRow b) const;
    // Whether what an entry is now may have another place than what it was.
    bool tells(const journal::Entry &before, const journal::Entry &now) const;
};

// Where the row stands, or -1.
int placeOf(const RequestRows &rows, RequestRow row, const RequestOrder &order);

// Neighbours.
struct Run
{
    int first = 0;
    int last = 0;
};

// The runs in ascending numbers.
std::vector<Run> runsOf(const std::vector<int> &numbers);

// `inserted[first …]` go before what stands at `at` now.
struct Insertion
{
    int at = 0;
    int first = 0;
    int size = 0;
};

// For sorted rows; in ascending order.
std::vector<Insertion> insertionsOf(
    const RequestRows &rows, const RequestRows &inserted, const RequestOrder &order);

// Sorts anew what is sorted but for the `moved` ones.
void rearrange(RequestRows &rows, RequestRows moved, const RequestOrder &order);

// The last state of each request, by number.
RequestRows lastStates(const QList<journal::Entry> &entries);

} // namespace ui
