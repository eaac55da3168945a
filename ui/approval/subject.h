#pragma once

#include "agent/approvals.h"

#include <QList>
#include <QString>

namespace ui {

// What is asked about, as a person reads it. Nothing of the input is left out of it without a word.
struct Subject
{
    struct Line
    {
        enum class Kind {
            Code, // of a command, a URL or JSON
            Heading, // our own words
            Path,
            Added,
            Removed,
            Same,
        };

        Kind kind = Kind::Code;
        QString text; // visible, without its end; a piece of it where it is very long
        int number = 0; // of a line in a command of several; else 0
        bool operator==(const Line &) const = default;
    };

    QString title; // Claude wants to …
    QString words; // Claude's own about it; may be empty
    QList<Line> lines;
    qsizetype missing = 0; // characters for which there is no room in the lines; it must not be allowed then
    bool operator==(const Subject &) const = default;
};

Subject subjectOf(const agent::Approval &approval);
// Its title alone.
QString titleOf(const agent::Approval &approval);

} // namespace ui
