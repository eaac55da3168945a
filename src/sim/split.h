#pragma once

#include <QByteArray>
#include <QList>

namespace sim {

// The text (UTF-8) in pieces of one word each, with the white space before it. Joined they are the text.
QList<QByteArray> splitByWord(const QByteArray &text);

// The text (UTF-8) in `count` pieces as equal as whole characters allow, fewer when it has fewer characters.
QList<QByteArray> splitEvenly(const QByteArray &text, qint64 count);

// The numbers from 1 to `count` with a blank between them, a piece each.
QList<QByteArray> numbers(qint64 count);

// The beginning of the text (UTF-8), of at most `bytes` and whole characters.
QByteArray beginning(const QByteArray &text, qsizetype bytes);

} // namespace sim
