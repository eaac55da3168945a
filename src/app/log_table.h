#pragma once

#include "journal/entry.h"

#include <QDate>
#include <QList>
#include <QString>

namespace app {

// Requests as a table for a terminal, printed bit by bit: a line each, under a line with the day when that has
// changed. A note that does not fit has a line of its own. What clients chose can't control the terminal.
class LogTable
{
public:
    // Lines have at most `width` characters, if they can: 80 are enough.
    LogTable(int width, bool colours) : m_width(width), m_colours(colours) { }

    // The next lines, each with its end; before the first ones the titles, by whose entries the widths are chosen.
    QString print(const QList<journal::Entry> &entries);

private:
    void chooseWidths(const QList<journal::Entry> &entries);
    void fitIn();
    QString titles() const;
    QString line(const journal::Entry &entry) const;

    int m_width = 0;
    bool m_colours = false;
    QList<int> m_widths; // of the columns; empty: not chosen yet
    int m_noteWidth = 0; // 0: it never stands beside them
    QDate m_day; // of the last line
};

} // namespace app
