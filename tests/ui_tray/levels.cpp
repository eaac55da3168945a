#include "menu_reading.h"
#include "tray_fixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace menu_reading;

// What Claude may do, and the keys, in the tray's menu.
class UiTrayLevels : public QObject, private TrayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { make(); }

    void whatClaudeMayDoIsAWish()
    {
        auto *menu = find(m_tray->menu().actions(), u"What Claude may do"_s)->menu();
        QVERIFY(menu && menu->toolTipsVisible());
        QCOMPARE(seen(*menu),
            QStringList({u"Only answer"_s, u"What my rules allow, or I do"_s, u"Change files too"_s,
                u"Everything"_s}));
        const auto checked = [&] {
            QStringList texts;
            for (const auto *item : menu->actions()) {
                if (item->isChecked())
                    texts.append(textOf(item));
            }
            return texts.join(u',');
        };
        QCOMPARE(checked(), u"What my rules allow, or I do"_s);
        QSignalSpy wanted(m_actions.get(), &ui::Actions::toolsWanted);
        find(menu->actions(), u"Everything"_s)->trigger();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<settings::Tools>(), settings::Tools::All);
        QCOMPARE(checked(), u"What my rules allow, or I do"_s); // until it holds
        m_actions->setTools(settings::Tools::All, {});
        QCOMPARE(checked(), u"Everything"_s);
        find(menu->actions(), u"Everything"_s)->trigger();
        QCOMPARE(wanted.size(), 1);
        m_actions->setTools(settings::Tools::Chat, u"--tools"_s);
        QCOMPARE(checked(), u"Only answer"_s);
        QVERIFY(!menu->actions().first()->isEnabled());
        QCOMPARE(seen(*menu).last(), u"Set by --tools for this run"_s);
        m_actions->setTools(settings::Tools::Chat, {});
        QVERIFY(menu->actions().first()->isEnabled());
        QCOMPARE(seen(*menu).size(), 4);
    }

    void moreThanUsualIsInTheToolTip()
    {
        m_tray->setTools(settings::Tools::All);
        QTRY_COMPARE(m_tray->toolTip(), u"claude-relay: Stopped\nClaude does everything without asking"_s);
        m_tray->setTools(settings::Tools::Edits);
        QTRY_COMPARE(m_tray->toolTip(), u"claude-relay: Stopped\nClaude changes files without asking"_s);
        m_tray->setTools(settings::Tools::Chat);
        QTRY_COMPARE(m_tray->toolTip(), u"claude-relay: Stopped"_s);
    }

    void keysAreCopied()
    {
        const auto items = [this] {
            QList<QAction *> found;
            for (auto *action : m_tray->menu().actions()) {
                if (action->isVisible() && textOf(action) == "Copy API key"_L1)
                    found.append(action);
            }
            return found;
        };
        QVERIFY(items().isEmpty());
        const settings::Key one{.name = "one", .secret = "first-secret"};
        const settings::Key two{.name = "two", .secret = "second-secret"};
        m_actions->setStatus({.state = app::Status::State::Ready, .baseUrl = u"http://127.0.0.1:9/v1"_s});
        auto *setup = find(m_tray->menu().actions(), u"Copy setup for"_s)->menu()->actions().first();
        m_actions->setKeys({one});
        QCOMPARE(items().size(), 1);
        items().first()->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"first-secret"_s);
        setup->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains("first-secret"_L1));
        m_actions->setKeys({one, two});
        QCOMPARE(items().size(), 1);
        QCOMPARE(seen(*items().first()->menu()), QStringList({u"one"_s, u"two"_s}));
        items().first()->menu()->actions().last()->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"second-secret"_s);
        setup->trigger(); // which of them is meant nobody knows
        QVERIFY(!QGuiApplication::clipboard()->text().contains("secret"_L1));
        m_actions->setKeys({});
        QVERIFY(items().isEmpty());
    }
};

QTEST_MAIN(UiTrayLevels)
#include "levels.moc"
