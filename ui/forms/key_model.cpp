#include "ui/forms/key_model.h"

#include "settings/texts.h"
#include "ui/forms/field.h"
#include "ui/log/formats.h"
#include "ui/tools_texts.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

struct Column
{
    const char *title;
    bool number; // aligned to the right; of the last 30 days
    QString (*text)(const settings::Key &, const journal::KeyUsage &);
};

QString nameText(const settings::Key &key, const journal::KeyUsage &)
{
    return QString::fromUtf8(key.name);
}

QString toolsText(const settings::Key &key, const journal::KeyUsage &)
{
    return key.tools ? titleOf(*key.tools) : KeyModel::tr("As for all");
}

QString requestsText(const settings::Key &, const journal::KeyUsage &usage)
{
    return countText(usage.requests);
}

QString tokensText(const settings::Key &, const journal::KeyUsage &usage)
{
    return shortCountText(usage.usage.prompt() + usage.usage.output);
}

QString costCell(const settings::Key &, const journal::KeyUsage &usage)
{
    return costText(usage.costUsd);
}

constexpr std::array Columns = {Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Name"), false, nameText},
    Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Claude may"), false, toolsText},
    Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Requests"), true, requestsText},
    Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Tokens"), true, tokensText},
    Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Cost"), true, costCell}};

} // namespace

void KeyModel::setKeys(const QList<settings::Key> &keys)
{
    beginResetModel();
    m_keys = keys;
    endResetModel();
}

void KeyModel::setUsage(const QList<journal::KeyUsage> &usage)
{
    m_usage = usage;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Requests), index(rowCount() - 1, Cost));
}

void KeyModel::change(int row, const settings::Key &key)
{
    if (m_keys[row] == key)
        return;
    m_keys[row] = key;
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

int KeyModel::add()
{
    const auto isTaken = [this](const QByteArray &name) {
        return std::ranges::any_of(m_keys, [&](const settings::Key &key) { return key.name == name; });
    };
    auto number = m_keys.size() + 1;
    while (isTaken("key-" + QByteArray::number(number)))
        ++number;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_keys.append(settings::makeKey("key-" + QByteArray::number(number)));
    endInsertRows();
    return row;
}

void KeyModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_keys.removeAt(row);
    endRemoveRows();
}

KeyModel::Complaint KeyModel::complaint() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (const auto text = complaintOf(row); !text.isEmpty())
            return {row, text};
    }
    return {};
}

QString KeyModel::complaintOf(int row) const
{
    const auto &key = m_keys[row];
    auto named = settings::makeKey(key.name);
    if (!settings::problemOf(named).isEmpty())
        return tr("A name has 1 to 60 letters, digits or the characters - _ .");
    const auto isTwin = [&key](const settings::Key &other) { return other.name == key.name; };
    if (std::any_of(m_keys.begin(), m_keys.begin() + row, isTwin))
        return tr("%1 is there twice.").arg(QString::fromUtf8(key.name));
    QString folder;
    if (const auto wrong = settings::setFolder(folder, key.folder); !wrong.isEmpty())
        return tr("The folder of %1: %2").arg(QString::fromUtf8(key.name), asSentence(wrong));
    return {};
}

int KeyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int KeyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Columns.size());
}

QVariant KeyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &column = Columns[std::size_t(index.column())];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto &key = m_keys[index.row()];
    const auto used = std::ranges::find(m_usage, key.name, &journal::KeyUsage::key);
    return column.text(key, used == m_usage.end() ? journal::KeyUsage() : *used);
}

QVariant KeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(Columns.size()))
        return QAbstractTableModel::headerData(section, orientation, role);
    const auto &column = Columns[std::size_t(section)];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column.number)
        return tr("In the last 30 days");
    return role == Qt::DisplayRole ? tr(column.title) : QVariant();
}

} // namespace ui::forms
