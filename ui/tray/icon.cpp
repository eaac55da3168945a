#include "ui/tray/icon.h"

#include "ui/tray/digits.h"

#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using State = app::Status::State;

// The symbols are drawn on two grids, so that their edges fall on whole pixels in most trays.
struct Grid
{
    int size = 0;
    const char *suffix = ""; // of the file
    QRectF room; // for the number
    DigitGrid digit;
    qreal gap = 0; // between a digit and a plus sign
    qreal plus = 0; // its width
    qreal plusStroke = 0;
};

constexpr Grid Small{16, "", {1, 1, 14, 12}, {6, 8, 2}, 1, 5, 1};
constexpr Grid Large{22, "-22", {1, 1, 20, 17}, {8, 13, 3}, 2, 6, 2};

const Grid &gridFor(int size)
{
    return size % 16 == 0 ? Small : Large;
}

QString fileOf(State state, const Grid &grid)
{
    const auto name = [state] {
        switch (state) {
        case State::Stopped:
            return "stopped"_L1;
        case State::Starting:
            return "starting"_L1;
        case State::Ready:
            return "ready"_L1;
        case State::Working:
            return "working"_L1;
        case State::Trouble:
            return "trouble"_L1;
        }
        return QLatin1StringView();
    }();
    return u":/claude-relay/tray/"_s + name + QLatin1StringView(grid.suffix) + ".svg"_L1;
}

void paintNumber(QPainter &painter, int number, const Grid &grid)
{
    const bool many = number > 9;
    const auto &digit = grid.digit;
    const qreal width = digit.width + (many ? grid.gap + grid.plus : 0);
    painter.translate(grid.room.center() - QPointF(width, digit.height) / 2);
    painter.setPen(QPen(Qt::white, digit.stroke, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    painter.drawPath(digitLines(std::min(number, 9), digit));
    if (!many)
        return;
    painter.translate(digit.width + grid.gap, std::round((digit.height - grid.plus) / 2));
    const qreal arm = (grid.plus - grid.plusStroke) / 2;
    painter.fillRect(QRectF(0, arm, grid.plus, grid.plusStroke), Qt::white);
    painter.fillRect(QRectF(arm, 0, grid.plusStroke, grid.plus), Qt::white);
}

// Black is the symbol, white is cut out of it.
QImage shapeOf(State state, int active, int size)
{
    const auto &grid = gridFor(size);
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    // What is no multiple of a grid gets a whole margin rather than blurred edges, where that is small.
    const int whole = size - size % grid.size;
    const bool fits = whole > 0 && size - whole <= 2;
    const int inner = fits ? whole : size;
    const int margin = (size - inner) / 2;
    painter.translate(margin, margin);
    painter.scale(inner / qreal(grid.size), inner / qreal(grid.size));
    QSvgRenderer(fileOf(state, grid)).render(&painter, QRectF(0, 0, grid.size, grid.size));
    if (state == State::Working && active > 0)
        paintNumber(painter, active, grid);
    painter.end();
    return image;
}

// The parts of a shape that are black, or those that are white, in this colour.
QImage coloured(const QImage &shape, bool black, const QColor &color)
{
    auto image = shape.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int share = black ? 255 - qGray(line[x]) : qGray(line[x]);
            line[x] = qRgba(color.red(), color.green(), color.blue(), qAlpha(line[x]) * share / 255);
        }
    }
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

// What makes the symbol stand out from a panel of its own colour: a seam around it, and what is cut out filled. Not
// quite opaque, so that it hardly shows where the guess was right.
void paintSeam(QPainter &painter, const QImage &shape, const QColor &color)
{
    QImage seam(shape.size(), QImage::Format_ARGB32_Premultiplied);
    seam.fill(Qt::transparent);
    QPainter stamp(&seam);
    stamp.setRenderHint(QPainter::SmoothPixmapTransform);
    const auto symbol = coloured(shape, true, color);
    const qreal width = shape.width() / 16.0 * 0.75;
    constexpr int Directions = 8;
    for (int index = 0; index < Directions; ++index) {
        const qreal angle = index * 2 * M_PI / Directions;
        stamp.drawImage(QPointF(width * std::cos(angle), width * std::sin(angle)), symbol);
    }
    stamp.end();
    painter.setOpacity(0.5);
    painter.drawImage(0, 0, seam);
    painter.setOpacity(0.8);
    painter.drawImage(0, 0, coloured(shape, false, color));
    painter.setOpacity(1);
}

} // namespace

Ink panelInk(const QPalette &palette, const QByteArray &desktop)
{
#ifdef Q_OS_MACOS
    return {Qt::black, {}};
#endif
    // The bar of these is dark under a light theme, too.
    const bool darkBar = desktop.contains("GNOME") || desktop.contains("Unity");
    const bool dark = darkBar || palette.color(QPalette::Window).lightness() < 128;
    const QColor light(0xf5, 0xf5, 0xf5);
    const QColor black(0x2b, 0x2d, 0x31);
    return dark ? Ink{light, black} : Ink{black, light};
}

QImage traySymbol(State state, int active, int size, const Ink &ink)
{
    const auto shape = shapeOf(state, active, size);
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    if (ink.seam.isValid())
        paintSeam(painter, shape, ink.seam);
    painter.drawImage(0, 0, coloured(shape, true, ink.symbol));
    return image;
}

QIcon trayIcon(State state, int active, const Ink &ink)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 44, 48, 64})
        icon.addPixmap(QPixmap::fromImage(traySymbol(state, active, size, ink)));
#ifdef Q_OS_MACOS
    icon.setIsMask(true);
#endif
    return icon;
}

QIcon applicationIcon()
{
    QSvgRenderer picture(u":/claude-relay/claude-relay.svg"_s);
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        picture.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace ui
