#include "ui/tray/icon.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using State = app::Status::State;

namespace {

constexpr State States[] = {State::Stopped, State::Starting, State::Ready, State::Working, State::Trouble};

ui::Ink inkOn(QRgb window, const QByteArray &desktop = {})
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(window));
    return ui::panelInk(palette, desktop);
}

QImage onPanel(const QImage &symbol, const QColor &panel)
{
    QImage image(symbol.size(), QImage::Format_RGB32);
    image.fill(panel);
    QPainter(&image).drawImage(0, 0, symbol);
    return image;
}

// How many pixels are clearly lighter in one and darker in the other.
int differences(const QImage &one, const QImage &other)
{
    int count = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            count += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) > 100;
    }
    return count;
}

} // namespace

class UiTrayIcon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesDifferInShape_data()
    {
        QTest::addColumn<QRgb>("panel");
        QTest::addColumn<int>("size");
        for (const int size : {16, 22, 24, 32, 48, 64}) {
            QTest::addRow("light, %d", size) << qRgb(0xef, 0xf0, 0xf1) << size;
            QTest::addRow("dark, %d", size) << qRgb(0x31, 0x36, 0x3b) << size;
        }
    }
    void statesDifferInShape()
    {
        QFETCH(QRgb, panel);
        QFETCH(int, size);
        QList<QImage> shown;
        for (const auto state : States) {
            const auto symbol = ui::traySymbol(state, 0, size, inkOn(panel));
            QCOMPARE(symbol.size(), QSize(size, size));
            shown.append(onPanel(symbol, QColor(panel)));
        }
        for (int one = 0; one < shown.size(); ++one) {
            for (int other = 0; other < one; ++other)
                QVERIFY2(differences(shown.at(one), shown.at(other)) > size * size / 20,
                    qPrintable(u"%1 and %2"_s.arg(one).arg(other)));
        }
    }

    void theNumberIsShown()
    {
        const auto ink = inkOn(qRgb(255, 255, 255));
        QList<QImage> shown{onPanel(ui::traySymbol(State::Working, 0, 16, ink), Qt::white)};
        for (int active = 1; active <= 10; ++active) {
            const auto image = onPanel(ui::traySymbol(State::Working, active, 16, ink), Qt::white);
            for (const auto &before : std::as_const(shown))
                QVERIFY2(differences(image, before) >= 2, qPrintable(QString::number(active)));
            shown.append(image);
        }
        QCOMPARE(ui::traySymbol(State::Working, 999, 16, ink), ui::traySymbol(State::Working, 10, 16, ink));
        QCOMPARE(ui::traySymbol(State::Ready, 3, 16, ink), ui::traySymbol(State::Ready, 0, 16, ink));
    }

    // The seam: where the palette has misled about the panel, there is still something to see.
    void aWrongGuessIsLegible()
    {
        for (const auto &panel : {QColor(0x20, 0x20, 0x20), QColor(0xf5, 0xf5, 0xf5)}) {
            const auto ink = inkOn(panel.lightness() < 128 ? qRgb(255, 255, 255) : qRgb(0, 0, 0));
            for (const auto state : States) {
                const auto image = onPanel(ui::traySymbol(state, 3, 22, ink), panel);
                int seen = 0;
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x)
                        seen += std::abs(qGray(image.pixel(x, y)) - panel.lightness()) > 60;
                }
                QVERIFY2(seen > 40, qPrintable(u"state %1: %2"_s.arg(int(state)).arg(seen)));
            }
        }
    }

    void theColourFollowsThePanel()
    {
        QVERIFY(inkOn(qRgb(30, 30, 30)).symbol.lightness() > 200);
        QVERIFY(inkOn(qRgb(240, 240, 240)).symbol.lightness() < 60);
        QVERIFY(inkOn(qRgb(240, 240, 240), "ubuntu:GNOME").symbol.lightness() > 200);
        QVERIFY(inkOn(qRgb(240, 240, 240), "KDE").symbol.lightness() < 60);
    }

    void aTemplateHasNoSeam()
    {
        const auto symbol = ui::traySymbol(State::Ready, 0, 32, {Qt::black, {}});
        for (int y = 0; y < symbol.height(); ++y) {
            for (int x = 0; x < symbol.width(); ++x)
                QCOMPARE(qGray(symbol.pixel(x, y)), 0);
        }
        QCOMPARE(symbol.pixelColor(0, 0).alpha(), 0);
    }

    void theIconHasAllSizes()
    {
        const auto icon = ui::trayIcon(State::Ready, 0, inkOn(qRgb(0, 0, 0)));
        for (const int size : {16, 22, 24, 32, 48, 64})
            QVERIFY(icon.availableSizes().contains(QSize(size, size)));
        QVERIFY(!ui::applicationIcon().pixmap(48).toImage().allGray());
    }
};

QTEST_MAIN(UiTrayIcon)
#include "icon.moc"
