#include "ui/forms/key_model.h"

#include "settings/texts.h"
#include "ui/forms/field.h"
#include "ui/tools_texts.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

struct Column
{
    const char *title;
    QString (*text)(const settings::Key &);
};

QString nameText(const settings::Key &key)
{
    return QString::fromUtf8(key.name);
}

QString toolsText(const settings::Key &key)
{
    return key.tools ? titleOf(*key.tools) : KeyModel::tr("As for all");
}

QString modelsText(const settings::Key &key)
{
    return key.models.isEmpty() ? KeyModel::tr("All") : QString::fromUtf8(key.models.join(", "));
}

QString folderText(const settings::Key &key)
{
    return key.folder.isEmpty() ? KeyModel::tr("As for all") : key.folder;
}

constexpr std::array Columns = {Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Name"), nameText},
    Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Claude may"), toolsText},
    Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Models"), modelsText},
    Column{QT_TRANSLATE_NOOP("ui::forms::KeyModel", "Folder"), folderText}};

} // namespace

void KeyModel::setKeys(const QList<settings::Key> &keys)
{
    beginResetModel();
    m_keys = keys;
    endResetModel();
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
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return Columns[std::size_t(index.column())].text(m_keys[index.row()]);
}

QVariant KeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0
        || section >= int(Columns.size()))
        return QAbstractTableModel::headerData(section, orientation, role);
    return tr(Columns[std::size_t(section)].title);
}

} // namespace ui::forms
