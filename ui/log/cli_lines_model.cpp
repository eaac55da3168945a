#include "ui/log/cli_lines_model.h"

#include "ui/log/formats.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr qsizetype LongestExcerpt = 500; // bytes of a line in the table

} // namespace

void CliLinesModel::setLines(const std::vector<journal::CliLine> &lines, qint64 dropped)
{
    // Older ones may have been dropped since.
    const auto gone = dropped - m_dropped;
    const bool goesOn = gone >= 0 && size_t(gone) <= m_lines.size()
        && m_lines.size() - size_t(gone) <= lines.size()
        && std::equal(m_lines.begin() + gone, m_lines.end(), lines.begin());
    if (!goesOn) {
        beginResetModel();
        m_lines = lines;
        m_dropped = dropped;
        endResetModel();
        return;
    }
    if (gone > 0) {
        beginRemoveRows({}, 0, int(gone) - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + gone);
        m_dropped = dropped;
        endRemoveRows();
    }
    if (lines.size() > m_lines.size()) {
        beginInsertRows({}, int(m_lines.size()), int(lines.size()) - 1);
        m_lines.insert(m_lines.end(), lines.begin() + qsizetype(m_lines.size()), lines.end());
        endInsertRows();
    }
}

int CliLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int CliLinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CliLinesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &line = lineAt(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == TimeColumn)
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    if (role == Qt::ToolTipRole && index.column() == DirectionColumn)
        return line.sent ? tr("From the relay to Claude Code") : tr("From Claude Code to the relay");
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(index.column())) {
    case TimeColumn:
        return QLocale().toString(double(line.at.count()) / 1000, 'f', 3);
    case DirectionColumn:
        return line.sent ? u"→"_s : u"←"_s;
    case TextColumn:
        return oneLine(QByteArrayView(line.text).first(std::min(line.text.size(), LongestExcerpt)));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant CliLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter | (section == TimeColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case TimeColumn:
        return tr("Seconds");
    case DirectionColumn:
        return QString();
    case TextColumn:
        return tr("Line");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace ui
