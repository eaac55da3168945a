#pragma once

#include "journal/record.h"

namespace journal {

// A request as one sees it who watches: on its way, or ended.
struct Entry
{
    enum class Phase {
        Queued, // waits for a session
        Preparing, // has one; nothing was said yet
        Answering,
        Ended, // the record is complete
    };

    Phase phase = Phase::Queued;
    Record record; // what is known so far; `duration` counts at the end
    qint64 answeredBytes = 0; // UTF-8 text of the answer so far; a token is about four of them
    bool operator==(const Entry &) const = default;
};

} // namespace journal

Q_DECLARE_METATYPE(journal::Entry)
