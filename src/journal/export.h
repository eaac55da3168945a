#pragma once

#include "journal/entry.h"

#include <QByteArray>
#include <QList>

// Requests for other programs. Members and columns are the same, in this order, and never change their meaning:
//
//     number              text, for it has more digits than JavaScript reads
//     id                  X-Request-Id
//     received            ISO 8601, UTC, with milliseconds
//     state               queued, preparing, answering, ended
//     client, endpoint, asked_model, model
//     streamed, choices
//     status              of the HTTP reply; 499: the client left; null: none yet
//     error               its kind, such as rate_limited; null: none. error_message, error_param, retry_after_s
//     session             none, fresh, warm, kept
//     taken_ms            since it was received, as the next two; null: not yet
//     first_delta_ms
//     stop_reason         end_turn, max_tokens, stop_sequence, tool_use, refusal; null: none
//     duration_ms         null: it still runs
//     input_tokens        neither read from the cache nor written to it; cache_read_tokens, cache_write_tokens,
//                         output_tokens, reasoning_tokens (of output_tokens)
//     cost_usd
//     honoured, ignored   names of parameters: arrays; in CSV separated by blanks
//     key                 the name of the one that it came with; may be empty
//     tools               chat, ask, edits, all; null: it was not put to Claude Code
//     folder              in which Claude Code works; may be empty
namespace journal {

// Appends one object, on one line and without its end. Characters that a terminal would obey are escaped.
void appendJson(QByteArray &out, const Entry &entry);
// An array, an object a line.
QByteArray toJson(const QList<Entry> &entries);
// RFC 4180 with a header line, in UTF-8. What a spreadsheet would take for a formula begins with an apostrophe.
QByteArray toCsv(const QList<Entry> &entries);

} // namespace journal
