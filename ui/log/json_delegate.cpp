#include "ui/log/json_delegate.h"

#include "ui/log/colors.h"
#include "ui/log/json_model.h"

#include <QPainter>

namespace ui {

namespace {

QColor colorOf(JsonModel::Kind kind, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (kind) {
    case JsonModel::Kind::Object:
    case JsonModel::Kind::Array:
    case JsonModel::Kind::More:
        return dimmed(palette);
    case JsonModel::Kind::String:
        return dark ? QColor(0xa5, 0xd6, 0xa0) : QColor(0x1d, 0x6b, 0x2f);
    case JsonModel::Kind::Number:
        return dark ? QColor(0x8c, 0xbf, 0xff) : QColor(0x14, 0x52, 0xa3);
    case JsonModel::Kind::Word:
        return dark ? QColor(0xd7, 0xa6, 0xf2) : QColor(0x7a, 0x2a, 0x9c);
    }
    return {};
}

} // namespace

void JsonDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &palette = option.palette;
    const bool selected = option.state & QStyle::State_Selected;
    const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    if (selected)
        painter->fillRect(option.rect, palette.brush(group, QPalette::Highlight));
    const auto kind = JsonModel::Kind(index.data(JsonModel::KindRole).toInt());
    auto cell = option.rect.adjusted(4, 0, -4, 0);
    painter->setFont(option.font);
    painter->setPen(palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    constexpr int Flags = Qt::AlignVCenter | Qt::TextSingleLine;
    const auto &metrics = option.fontMetrics;
    if (auto key = index.data(JsonModel::KeyRole).toString(); !key.isEmpty()) {
        key = metrics.elidedText(key + QLatin1StringView(": "), Qt::ElideRight, cell.width());
        painter->drawText(cell, Flags, key);
        cell.setLeft(cell.left() + metrics.horizontalAdvance(key));
    }
    auto value = index.data(JsonModel::ValueRole).toString();
    const bool open = option.state & QStyle::State_Open;
    if (open && (kind == JsonModel::Kind::Object || kind == JsonModel::Kind::Array))
        value.truncate(1);
    if (!selected)
        painter->setPen(colorOf(kind, palette));
    painter->drawText(cell, Flags, metrics.elidedText(value, Qt::ElideRight, cell.width()));
}

} // namespace ui
