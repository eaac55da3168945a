#include "sim/split.h"

namespace sim {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool startsCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

} // namespace

QList<QByteArray> splitByWord(const QByteArray &text)
{
    QList<QByteArray> pieces;
    qsizetype start = 0;
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (isSpace(text.at(at)) && !isSpace(text.at(at - 1))) {
            pieces.append(text.mid(start, at - start));
            start = at;
        }
    }
    if (start < text.size())
        pieces.append(text.mid(start));
    return pieces;
}

QList<QByteArray> splitEvenly(const QByteArray &text, qint64 count)
{
    QList<qsizetype> starts;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (startsCharacter(text.at(at)))
            starts.append(at);
    }
    const qsizetype characters = starts.size();
    starts.append(text.size());
    const qint64 parts = qMin(count, qint64(characters));
    QList<QByteArray> pieces;
    pieces.reserve(parts);
    for (qint64 part = 0; part < parts; ++part) {
        const qsizetype from = starts.at(part * characters / parts);
        const qsizetype to = starts.at((part + 1) * characters / parts);
        pieces.append(text.mid(from, to - from));
    }
    return pieces;
}

QList<QByteArray> numbers(qint64 count)
{
    QList<QByteArray> pieces;
    pieces.reserve(count);
    for (qint64 number = 1; number <= count; ++number)
        pieces.append((number == 1 ? QByteArray() : QByteArray(" ")) + QByteArray::number(number));
    return pieces;
}

QByteArray beginning(const QByteArray &text, qsizetype bytes)
{
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && !startsCharacter(text.at(bytes)))
        --bytes;
    return text.left(bytes);
}

} // namespace sim
