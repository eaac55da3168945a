#pragma once

#include "journal/details.h"
#include "journal/record.h"

#include <QMutex>

#include <deque>
#include <memory>
#include <vector>

namespace journal {

// What has ended and waits to be written, between the threads of the relay and of the writer. Bounded: when nothing
// can be written for long, first the details of the oldest go, then the oldest themselves.
class Waiting
{
public:
    static constexpr qsizetype MostRecords = 10'000;
    static constexpr qsizetype MostBytes = 64 * 1024 * 1024; // of details

    struct Item
    {
        Record record;
        std::unique_ptr<Details> details; // may be null
        qsizetype size = 0; // of the details
    };
    // How much waits.
    struct Load
    {
        qsizetype records = 0;
        qsizetype bytes = 0;
    };

    // `details` may be null. Gives the load with it.
    Load add(const Record &record, const Details *details);
    std::vector<Item> takeAll();
    // What could not be written goes before what has come since.
    void putBack(std::vector<Item> items);
    void clear();
    Load load() const;

private:
    void trim();

    mutable QMutex m_mutex;
    std::deque<Item> m_items;
    qsizetype m_bytes = 0;
};

} // namespace journal
