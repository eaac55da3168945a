#include "ui/log/request_delegate.h"

#include "ui/log/colors.h"
#include "ui/log/request_columns.h"
#include "ui/log/request_model.h"

#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

using journal::Outcome;

// Signs that differ in shape, not only in colour; on a square of 10.
void drawSign(QPainter &painter, Outcome outcome)
{
    switch (outcome) {
    case Outcome::Running:
        painter.drawArc(QRectF(1.5, 1.5, 7, 7), 30 * 16, 270 * 16);
        break;
    case Outcome::Ok:
        painter.drawPolyline(QPolygonF({{1.5, 5.5}, {4, 8}, {8.5, 2.5}}));
        break;
    case Outcome::Error:
        painter.drawLine(QPointF(2, 2), QPointF(8, 8));
        painter.drawLine(QPointF(8, 2), QPointF(2, 8));
        break;
    case Outcome::Cancelled:
        painter.drawLine(QPointF(1.5, 5), QPointF(8.5, 5));
        break;
    }
}

// Draws it at the left edge and gives what is left of the cell.
QRect withSign(QPainter &painter, const QRect &cell, Outcome outcome, const QColor &color)
{
    const int size = qMin(cell.height() / 2, 12);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(cell.x(), cell.y() + (cell.height() - size) / 2.0);
    painter.scale(size / 10.0, size / 10.0);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    drawSign(painter, outcome);
    painter.restore();
    return cell.adjusted(size + 6, 0, 0, 0);
}

} // namespace

void RequestDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &palette = option.palette;
    const bool selected = option.state & QStyle::State_Selected;
    const auto group = !(option.state & QStyle::State_Active) ? QPalette::Inactive : QPalette::Active;
    if (selected)
        painter->fillRect(option.rect, palette.brush(group, QPalette::Highlight));
    auto color = palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    QRect cell = option.rect.adjusted(4, 0, -4, 0);
    if (index.column() == StatusColumn) {
        const auto outcome = Outcome(index.data(RequestModel::OutcomeRole).toInt());
        if (!selected)
            color = outcomeColor(outcome, palette);
        cell = withSign(*painter, cell, outcome, color);
    }
    const auto text = index.data().toString();
    if (!text.isEmpty() && cell.width() > 0) {
        const bool number = requestColumns()[size_t(index.column())].number;
        painter->setPen(color);
        painter->drawText(cell,
            Qt::AlignVCenter | Qt::TextSingleLine | (number ? Qt::AlignRight : Qt::AlignLeft),
            option.fontMetrics.elidedText(text, Qt::ElideRight, cell.width()));
    }
    if (option.state & QStyle::State_HasFocus && !selected) {
        painter->setPen(QPen(palette.color(QPalette::Highlight), 1));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

} // namespace ui
