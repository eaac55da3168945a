#pragma once

#include <QStyledItemDelegate>

namespace ui {

// Draws the cells of the request log. Many of them twenty times a second, so it does less than its base.
class RequestDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui
