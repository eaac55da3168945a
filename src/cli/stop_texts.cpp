#include "cli/stop_texts.h"

#include <algorithm>
#include <utility>

namespace cli {

namespace {

// Where the text that is complete first begins; among several that end there, the longest. -1: there is none.
qsizetype firstStop(const std::vector<QByteArray> &stops, const QByteArray &text)
{
    qsizetype begin = -1;
    qsizetype end = text.size() + 1;
    for (const auto &stop : stops) {
        const qsizetype at = stop.isEmpty() ? -1 : text.indexOf(stop);
        if (at < 0)
            continue;
        const qsizetype past = at + stop.size();
        if (past < end || (past == end && at < begin)) {
            begin = at;
            end = past;
        }
    }
    return begin;
}

// How much of the text's end could be the beginning of one of the stops.
qsizetype possibleBeginning(const std::vector<QByteArray> &stops, const QByteArray &text)
{
    qsizetype longest = 0;
    for (const auto &stop : stops) {
        for (qsizetype size = std::min(stop.size() - 1, text.size()); size > longest; --size) {
            if (text.endsWith(QByteArrayView(stop).first(size)))
                longest = size;
        }
    }
    return longest;
}

} // namespace

StopTexts::Passed StopTexts::pass(const QByteArray &piece)
{
    if (m_texts.empty())
        return {piece};
    QByteArray text = std::exchange(m_held, {}) + piece;
    if (const auto at = firstStop(m_texts, text); at >= 0)
        return {text.first(at), true};
    const auto held = possibleBeginning(m_texts, text);
    m_held = text.last(held);
    text.chop(held);
    return {std::move(text)};
}

} // namespace cli
