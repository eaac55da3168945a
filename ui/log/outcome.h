#pragma once

#include "journal/filter.h"

#include <QString>

namespace ui {

// A word or the HTTP status.
QString statusText(const journal::Entry &entry);
// What the answer's end means, where it is worth a word: that it is cut off, calls tools, …
QString stopReasonText(chat::StopReason reason);
// Whatever is remarkable about a request, on one line: its error, or why the answer ended, and what had no effect.
QString noteText(const journal::Entry &entry);

} // namespace ui
