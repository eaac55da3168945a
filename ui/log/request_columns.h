#pragma once

#include "journal/entry.h"

#include <QLatin1StringView>
#include <QString>

#include <compare>
#include <span>

namespace ui {

class TimeFormat;

// What the cells of the request log are made with besides the entry.
struct CellContext
{
    const TimeFormat &times;
    qint64 now = 0; // ms since 1970
};

struct RequestColumn
{
    QLatin1StringView key; // in the file that remembers the columns
    const char *title = nullptr; // for tr() with the context ui::RequestModel
    const char *explanation = nullptr; // likewise; the header's tooltip
    bool number = false; // aligned to the right
    bool shown = true; // by default
    int width = 0; // by default, in digits
    QString (*text)(const journal::Entry &, const CellContext &) = nullptr;
    std::weak_ordering (*compare)(const journal::Entry &, const journal::Entry &) = nullptr;
};

// Where the columns stand in requestColumns().
enum RequestColumnIndex {
    TimeColumn,
    ClientColumn,
    EndpointColumn,
    ModelColumn,
    StatusColumn,
    FirstTokenColumn,
    DurationColumn,
    TokensInColumn,
    CachedColumn,
    TokensOutColumn,
    CostColumn,
    NoteColumn,
    KeyColumn,
    ToolsColumn,
    FolderColumn,
};

std::span<const RequestColumn> requestColumns();

} // namespace ui
