#include "ui/tray/tray.h"
#include "ui/tray/icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using State = app::Status::State;

namespace {

QAction *action(const ui::Tray &tray, const QString &text)
{
    for (auto *candidate : tray.menu().actions()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

} // namespace

class UiTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMenuFollowsTheStatus_data()
    {
        QTest::addColumn<app::Status>("status");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("runs");
        const auto url = u"http://127.0.0.1:8082/v1"_s;
        QTest::newRow("stopped") << app::Status{} << u"Stopped"_s << false;
        QTest::newRow("starting") << app::Status{.state = State::Starting, .baseUrl = url} << u"Starting…"_s
                                  << true;
        QTest::newRow("ready") << app::Status{.state = State::Ready, .baseUrl = url}
                               << u"Ready at http://127.0.0.1:8082/v1"_s << true;
        QTest::newRow("working") << app::Status{.state = State::Working, .baseUrl = url, .active = 3}
                                 << u"Working on 3 request(s)"_s << true;
        QTest::newRow("logged out") << app::Status{.state = State::Trouble,
            .problem = u"Log in."_s,
            .baseUrl = url} << u"Log in."_s
                                    << true;
        QTest::newRow("port taken") << app::Status{.state = State::Trouble, .problem = u"Taken."_s}
                                    << u"Taken."_s << false;
    }
    void theMenuFollowsTheStatus()
    {
        QFETCH(app::Status, status);
        QFETCH(QString, line);
        QFETCH(bool, runs);
        ui::Tray tray;
        tray.setStatus(status);
        QCOMPARE(tray.menu().actions().first()->text(), line);
        QCOMPARE(tray.toolTip(), "claude-relay: "_L1 + line);
        QCOMPARE(action(tray, u"Copy base URL"_s)->isEnabled(), runs);
        QVERIFY(action(tray, u"Quit"_s));
        QSignalSpy start(&tray, &ui::Tray::startWanted);
        QSignalSpy stop(&tray, &ui::Tray::stopWanted);
        auto *toggle = action(tray, runs ? u"Stop"_s : u"Start"_s);
        QVERIFY(toggle);
        toggle->trigger();
        QCOMPARE(start.size(), runs ? 0 : 1);
        QCOMPARE(stop.size(), runs ? 1 : 0);
    }

    void theBaseUrlIsCopied()
    {
        ui::Tray tray;
        tray.setStatus({.state = State::Ready, .baseUrl = u"http://127.0.0.1:9/v1"_s});
        action(tray, u"Copy base URL"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:9/v1"_s);
    }

    void theStatesDifferInShape()
    {
        QList<QImage> images;
        for (const auto state :
            {State::Stopped, State::Starting, State::Ready, State::Working, State::Trouble}) {
            const auto image = ui::trayIcon(state, Qt::black).pixmap(22, 22).toImage();
            QVERIFY(!images.contains(image));
            images.append(image);
        }
    }
};

QTEST_MAIN(UiTray)
#include "tray.moc"
