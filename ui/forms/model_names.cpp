#include "ui/forms/model_names.h"

#include "settings/model_names.h"

#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

constexpr std::array Titles = {QT_TRANSLATE_NOOP("ui::forms::ModelNames", "Asked for"),
    QT_TRANSLATE_NOOP("ui::forms::ModelNames", "Used")};

} // namespace

void ModelNames::setText(const QString &text)
{
    QMap<QByteArray, QByteArray> names;
    settings::setModelNames(names, text);
    beginResetModel();
    m_rows.clear();
    for (const auto &[asked, used] : names.asKeyValueRange())
        m_rows.append({QString::fromUtf8(asked), QString::fromUtf8(used)});
    endResetModel();
}

QString ModelNames::text() const
{
    QMap<QByteArray, QByteArray> names;
    for (const auto &row : m_rows)
        names.insert(row.asked.toUtf8(), row.used.toUtf8());
    return settings::modelNamesText(names);
}

QString ModelNames::complaint() const
{
    QSet<QString> seen;
    for (const auto &[asked, used] : m_rows) {
        if (asked.isEmpty() || used.isEmpty())
            return tr("Each row needs both names.");
        // The list on the command line and in the file has no way to write these.
        for (const auto &name : {asked, used}) {
            if (name.contains(u',') || name.contains(u'='))
                return tr("A name can't have a comma or an equals sign: %1").arg(name);
        }
        if (seen.contains(asked))
            return tr("%1 is there twice.").arg(asked);
        seen.insert(asked);
    }
    return {};
}

int ModelNames::add()
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_rows.append(Row());
    endInsertRows();
    return row;
}

void ModelNames::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

int ModelNames::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ModelNames::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Titles.size());
}

QVariant ModelNames::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::EditRole))
        return {};
    const auto &row = m_rows[index.row()];
    return index.column() == Asked ? row.asked : row.used;
}

bool ModelNames::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::EditRole)
        return false;
    auto &row = m_rows[index.row()];
    (index.column() == Asked ? row.asked : row.used) = value.toString().trimmed();
    Q_EMIT dataChanged(index, index);
    return true;
}

QVariant ModelNames::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0
        || section >= int(Titles.size()))
        return QAbstractTableModel::headerData(section, orientation, role);
    return tr(Titles[std::size_t(section)]);
}

Qt::ItemFlags ModelNames::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

} // namespace ui::forms
