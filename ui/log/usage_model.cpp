#include "ui/log/usage_model.h"

#include "ui/log/formats.h"

#include <QPixmap>

#include <iterator>

namespace ui {

namespace {

struct Column
{
    const char *title;
    bool number;
    QString (*text)(const ModelUsage &);
};

constexpr Column Columns[] = {
    {QT_TRANSLATE_NOOP("ui::UsageModel", "Model"), false,
        [](const ModelUsage &model) {
            return model.model.isEmpty() ? UsageModel::tr("Unknown") : oneLine(model.model);
        }},
    {QT_TRANSLATE_NOOP("ui::UsageModel", "Requests"), true,
        [](const ModelUsage &model) { return countText(model.total.requests); }},
    {QT_TRANSLATE_NOOP("ui::UsageModel", "Failed"), true,
        [](const ModelUsage &model) { return countText(model.total.failed); }},
    {QT_TRANSLATE_NOOP("ui::UsageModel", "Tokens in"), true,
        [](const ModelUsage &model) { return countText(model.total.usage.prompt()); }},
    {QT_TRANSLATE_NOOP("ui::UsageModel", "Cached"), true,
        [](const ModelUsage &model) { return countText(model.total.usage.cacheRead); }},
    {QT_TRANSLATE_NOOP("ui::UsageModel", "Out"), true,
        [](const ModelUsage &model) { return countText(model.total.usage.output); }},
    {QT_TRANSLATE_NOOP("ui::UsageModel", "Cost"), true,
        [](const ModelUsage &model) { return costText(model.total.costUsd); }},
};

} // namespace

QColor usageColor(qsizetype place, bool dark)
{
    static constexpr QRgb light[] = {
        0xff3a80c4, 0xffe0912e, 0xff4f9d5d, 0xff9a63b5, 0xffc4524f, 0xff3fa3a0, 0xff8a7a5c};
    static constexpr QRgb darker[] = {
        0xff5b9bdc, 0xffe0a24a, 0xff6db87b, 0xffb586cf, 0xffdb7572, 0xff5fbdb9, 0xffa8987a};
    const auto &colors = dark ? darker : light;
    return QColor::fromRgb(colors[size_t(place) % std::size(light)]);
}

void UsageModel::setSummary(const UsageSummary &summary, bool dark)
{
    beginResetModel();
    m_models = summary.models;
    m_dark = dark;
    endResetModel();
}

int UsageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_models.size());
}

int UsageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(std::size(Columns));
}

QVariant UsageModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &column = Columns[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        return column.text(m_models[size_t(index.row())]);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DecorationRole:
        return index.column() == 0 ? QVariant(usageColor(index.row(), m_dark)) : QVariant();
    }
    return {};
}

QVariant UsageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto &column = Columns[section];
    if (role == Qt::DisplayRole)
        return tr(column.title);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

} // namespace ui
