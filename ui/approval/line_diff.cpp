#include "ui/approval/line_diff.h"

#include <QStringList>

#include <vector>

namespace ui {

namespace {

using Kind = DiffLine::Kind;

constexpr qsizetype MostCells = 1'000'000; // of the table below

void append(QList<DiffLine> &out, const QStringList &lines, qsizetype begin, qsizetype end, Kind kind)
{
    for (; begin < end; ++begin)
        out.append({kind, lines[begin]});
}

struct Part
{
    qsizetype begin = 0;
    qsizetype end = 0;
    qsizetype size() const { return end - begin; }
};

// The longest common subsequence, by the table of its lengths.
void appendMiddle(
    QList<DiffLine> &out, const QStringList &before, Part old, const QStringList &after, Part now)
{
    if (old.size() * now.size() > MostCells) {
        append(out, before, old.begin, old.end, Kind::Removed);
        append(out, after, now.begin, now.end, Kind::Added);
        return;
    }
    const auto width = std::size_t(now.size()) + 1;
    std::vector<int> lengths((std::size_t(old.size()) + 1) * width); // of what is left from here on
    const auto length = [&](qsizetype i, qsizetype j) -> int & {
        return lengths[std::size_t(i - old.begin) * width + std::size_t(j - now.begin)];
    };
    for (auto i = old.end - 1; i >= old.begin; --i) {
        for (auto j = now.end - 1; j >= now.begin; --j)
            length(i, j) = before[i] == after[j] ? length(i + 1, j + 1) + 1
                                                 : std::max(length(i + 1, j), length(i, j + 1));
    }
    auto i = old.begin;
    auto j = now.begin;
    while (i < old.end || j < now.end) {
        if (i < old.end && j < now.end && before[i] == after[j]) {
            out.append({Kind::Same, before[i++]});
            ++j;
        } else if (j == now.end || (i < old.end && length(i + 1, j) >= length(i, j + 1))) {
            out.append({Kind::Removed, before[i++]});
        } else {
            out.append({Kind::Added, after[j++]});
        }
    }
}

} // namespace

QList<DiffLine> lineDiff(const QString &before, const QString &after)
{
    const auto old = before.split(u'\n');
    const auto now = after.split(u'\n');
    const auto shorter = std::min(old.size(), now.size());
    qsizetype head = 0;
    while (head < shorter && old[head] == now[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    QList<DiffLine> out;
    append(out, old, 0, head, Kind::Same);
    appendMiddle(out, old, {head, old.size() - tail}, now, {head, now.size() - tail});
    append(out, old, old.size() - tail, old.size(), Kind::Same);
    return out;
}

} // namespace ui
