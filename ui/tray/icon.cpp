#include "ui/tray/icon.h"

#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

// Two ends joined by a line, on a square of 16: what a relay is.
void paintRelay(QPainter &painter, app::Status::State state)
{
    using State = app::Status::State;
    const auto color = painter.pen().color();
    const bool joined = state == State::Ready || state == State::Working;
    painter.setBrush(state == State::Stopped ? QBrush(Qt::NoBrush) : QBrush(color));
    painter.drawEllipse(QPointF(3.5, 8), 2, 2);
    painter.drawEllipse(QPointF(12.5, 8), 2, 2);
    painter.setBrush(Qt::NoBrush);
    if (joined)
        painter.drawLine(QPointF(5.5, 8), QPointF(10.5, 8));
    if (state == State::Starting)
        painter.drawPoint(QPointF(8, 8));
    if (state == State::Working) {
        painter.drawLine(QPointF(7, 5), QPointF(10, 8));
        painter.drawLine(QPointF(7, 11), QPointF(10, 8));
    }
    if (state == State::Trouble) {
        painter.drawLine(QPointF(8, 3.5), QPointF(8, 9));
        painter.drawPoint(QPointF(8, 12.5));
    }
}

} // namespace

QIcon trayIcon(app::Status::State state, const QColor &color)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(size / 16.0, size / 16.0);
        painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        paintRelay(painter, state);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace ui
