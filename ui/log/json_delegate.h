#pragma once

#include <QStyledItemDelegate>

namespace ui {

// Draws a row of a JsonModel like a line of pretty JSON: an unfolded object shows its bracket, a folded one its
// beginning.
class JsonDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui
