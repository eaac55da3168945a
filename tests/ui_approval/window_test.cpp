#include "ui/approval/approval_window.h"

#include "approvals.h"
#include "ui/approval/subject_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace approvals;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using agent::Decision;

// The window alone: what it shows, and what it takes to allow or deny.
class UiApprovalWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<ui::ApprovalWindow>();
        m_decided = std::make_unique<QSignalSpy>(m_window.get(), &ui::ApprovalWindow::decided);
    }
    void cleanup() { m_window.reset(); }

    void whatIsAskedIsShown()
    {
        auto asked =
            approval(7, "Bash", R"({"command":"npm test <b>&amp;</b>\u202e","description":"<i>Tests</i>"})");
        asked.key = "laptop";
        asked.reason = "<u>why</u>";
        asked.client = "evil\n<a href='x'>client</a>";
        asked.rules = {"Bash(npm test:*)", "Bash(<b>)"};
        show({asked});
        QCOMPARE(view()->toPlainText(), u"npm test <b>&amp;</b>⟨U+202E⟩"_s);
        const auto all = texts();
        for (const auto *text : {"Claude wants to run a command",
                 "evil <a href='x'>client</a>, with the key laptop", "“<i>Tests</i>”", "<u>why</u>",
                 "“For this conversation” and “Always” also allow:", "Bash(npm test:*)\nBash(<b>)"})
            QVERIFY2(all.contains(QString::fromUtf8(text)), text);
        QVERIFY(QString(all).remove(QChar(0x200b)).contains("/srv/projects/shop"_L1));
        for (const auto *label : m_window->findChildren<QLabel *>())
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        QVERIFY(m_window->windowTitle().startsWith("Claude wants to run a command"_L1));
    }

    void marksAreExplained()
    {
        const auto explained = [this] { return texts().contains(u"⟨U+…⟩ stands for a character"_s); };
        show({command(1, "ls")});
        QVERIFY(!explained());
        m_window->setWaiting({command(2, "l\u0455")});
        QCOMPARE(view()->toPlainText(), u"l⟨U+0455⟩"_s);
        QVERIFY(explained());
        auto asked = command(3, "ls");
        asked.folder = u"/srv/projects/sh\u043ep"_s;
        m_window->setWaiting({asked});
        QVERIFY(explained());
        m_window->setWaiting({command(4, "ls")});
        QVERIFY(!explained());
    }

    void rulesAndFoldersStandInTheOrderOfTheirBytes()
    {
        auto asked = command(1, "ls אב");
        asked.folder = u"/srv/אב/1"_s;
        asked.rules = {"Bash(ls אב/1:*)"};
        show({asked});
        QVERIFY(texts().contains(u"\u202d/\u200bsrv/"_s));
        QVERIFY(texts().contains(u"\u202dBash(ls"_s));
    }

    void whatIsNotThereTakesNoRoom()
    {
        show({command(1, "ls")});
        QVERIFY(!texts().contains("In its words"_L1));
        QVERIFY(!texts().contains("Asked because"_L1));
        QVERIFY(!texts().contains("also allow"_L1));
        QVERIFY(!texts().contains("1 of"_L1));
        QVERIFY(!button(u"Always for this folder"_s)->isVisible());
    }

    void keysDeny_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Enter") << int(Qt::Key_Return);
        QTest::newRow("Enter of the number pad") << int(Qt::Key_Enter);
        QTest::newRow("Escape") << int(Qt::Key_Escape);
        QTest::newRow("space") << int(Qt::Key_Space);
    }
    void keysDeny()
    {
        QFETCH(int, key);
        show({command(7, "ls")});
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(button(u"Deny"_s)->isDefault());
        QCOMPARE(QGuiApplication::focusObject(), button(u"Deny"_s));
        QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key(key));
        QCOMPARE(decisions(), Decisions({{7, Decision::Deny}}));
    }

    // Also where one has got by Tab.
    void enterDeniesEverywhere()
    {
        show({command(7, "ls")});
        waitForAllow();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        for (QWidget *focus : std::initializer_list<QWidget *>{
                 view(), button(u"Allow once"_s), button(u"Allow for this conversation"_s)}) {
            focus->setFocus();
            QCOMPARE(QGuiApplication::focusObject(), focus);
            m_decided->clear();
            QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key_Return);
            QCOMPARE(decisions(), Decisions({{7, Decision::Deny}}));
        }
    }

    void closingDenies()
    {
        show({command(7, "ls")});
        m_window->close();
        QCOMPARE(decisions(), Decisions({{7, Decision::Deny}}));
        QVERIFY(m_window->isVisible()); // there may be another one to ask
    }

    void allowing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Decision>("decision");
        QTest::newRow("once") << u"Allow once"_s << Decision::Once;
        QTest::newRow("conversation") << u"Allow for this conversation"_s << Decision::Conversation;
        QTest::newRow("folder") << u"Always for this folder"_s << Decision::Folder;
        QTest::newRow("not") << u"Deny"_s << Decision::Deny;
    }
    void allowing()
    {
        QFETCH(QString, name);
        QFETCH(Decision, decision);
        auto asked = command(7, "ls");
        asked.rules = {"Bash(ls)"};
        show({asked});
        waitForAllow();
        QTest::mouseClick(button(name), Qt::LeftButton);
        QCOMPARE(decisions(), Decisions({{7, decision}}));
    }

    void nothingIsAllowedAtOnce()
    {
        auto asked = command(7, "ls");
        asked.rules = {"Bash(ls)"};
        QElapsedTimer timer;
        timer.start();
        show({asked});
        QTRY_VERIFY(view()->isSeen());
        for (const auto *name : {"Allow once", "Allow for this conversation", "Always for this folder"}) {
            auto *allow = button(QString::fromLatin1(name));
            QVERIFY(!allow->isEnabled());
            QTest::mouseClick(allow, Qt::LeftButton);
            QTest::keyClick(allow, Qt::Key_Space);
            QVERIFY(!allow->hasFocus());
        }
        QVERIFY(button(u"Deny"_s)->isEnabled());
        QCOMPARE(decisions(), Decisions());
        waitForAllow();
        QVERIFY(timer.elapsed() >= ui::ApprovalWindow::Guard.count());
        QCOMPARE(m_window->focusWidget(), button(u"Deny"_s));
    }

    // The next one comes where the mouse is, still pressing.
    void theNextOneIsGuardedAnew()
    {
        const auto first = command(1, "ls");
        const auto second = command(2, "rm -rf build");
        show({first, second});
        QVERIFY(texts().contains("1 of 2"_L1));
        waitForAllow();
        m_window->setWaiting({first, second, command(3, "x")}); // the first stays: nothing changes
        QVERIFY(button(u"Allow once"_s)->isEnabled());
        QVERIFY(texts().contains("1 of 3"_L1));
        button(u"Allow once"_s)->setFocus();
        m_window->setWaiting({second});
        QCOMPARE(view()->toPlainText(), u"rm -rf build"_s);
        QVERIFY(!button(u"Allow once"_s)->isEnabled());
        QCOMPARE(m_window->focusWidget(), button(u"Deny"_s));
        waitForAllow();
        QTest::mouseClick(button(u"Allow once"_s), Qt::LeftButton);
        QCOMPARE(decisions(), Decisions({{2, Decision::Once}}));
    }

    void theGuardBeginsWhenItIsShown()
    {
        show({command(1, "ls")});
        waitForAllow();
        m_window->hide();
        m_window->show();
        QVERIFY(!button(u"Allow once"_s)->isEnabled());
        waitForAllow();
    }

    void whatIsBelowMustBeSeen()
    {
        show({command(1, QByteArray("echo\\n").repeated(100) + "rm -rf /")});
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        letTheGuardPass();
        QVERIFY(!view()->isSeen());
        QVERIFY(!button(u"Allow once"_s)->isEnabled());
        QVERIFY(texts().contains("There is more below"_L1));
        view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->maximum() / 2);
        view()->repaint(); // what tells that the end was seen
        QCoreApplication::processEvents();
        QVERIFY(!button(u"Allow once"_s)->isEnabled());
        QTest::mouseClick(button(u"Show the end"_s), Qt::LeftButton);
        QTRY_VERIFY(button(u"Allow once"_s)->isEnabled());
        QVERIFY(!texts().contains("There is more below"_L1));
        view()->verticalScrollBar()->setValue(0);
        QVERIFY(button(u"Allow once"_s)->isEnabled());
        m_window->setWaiting({command(2, QByteArray("echo\\n").repeated(100))});
        QVERIFY(!view()->isSeen());
    }

    // One line as wide as a hundred.
    void whatIsWrappedMustBeSeenToo()
    {
        show({command(1, "ls " + QByteArray(20'000, 'x') + "; rm -rf /")});
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        letTheGuardPass();
        QVERIFY(!button(u"Allow once"_s)->isEnabled());
        QCOMPARE(view()->horizontalScrollBar()->maximum(), 0);
        view()->showEnd();
        QTRY_VERIFY(button(u"Allow once"_s)->isEnabled());
    }

    void whatCantBeShownCantBeAllowed()
    {
        QElapsedTimer timer;
        timer.start();
        show({command(1, QByteArray(5'000'000, 'x'))});
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        view()->showEnd();
        QTRY_VERIFY(view()->isSeen());
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        letTheGuardPass();
        QVERIFY(!button(u"Allow once"_s)->isEnabled());
        QVERIFY(texts().contains("It can only be denied"_L1));
        QTest::mouseClick(button(u"Deny"_s), Qt::LeftButton);
        QCOMPARE(decisions(), Decisions({{1, Decision::Deny}}));
    }

    void aFolderThatIsCutCantBeWorkedIn()
    {
        auto asked = command(1, "ls");
        asked.folder = u'/' + u"x"_s.repeated(400);
        show({asked});
        QTRY_VERIFY(view()->isSeen());
        letTheGuardPass();
        QVERIFY(!button(u"Allow once"_s)->isEnabled());
    }

    void rulesNobodyReadsAreNotOffered()
    {
        auto asked = command(1, "ls");
        asked.rules = {"Bash(" + QByteArray(2000, 'x') + ")"};
        show({asked});
        QVERIFY(!button(u"Always for this folder"_s)->isVisible());
        QVERIFY(!button(u"Allow for this conversation"_s)->isVisible());
        QVERIFY(!texts().contains("also allow"_L1));
    }

    // The buttons are within reach, and the text between can be read.
    void theLongestTextsFitASmallScreen()
    {
        const auto words = QByteArray("many words ");
        auto asked = command(1, "l\u0455 " + QByteArray(9000, 'x'));
        asked.description = words.repeated(100);
        asked.client = words.repeated(20);
        asked.folder = u'/' + u"folder/"_s.repeated(580);
        asked.reason = words.repeated(100);
        asked.rules = {"Bash(" + QByteArray(590, 'x') + ")"};
        show({asked});
        QVERIFY(button(u"Always for this folder"_s)->isVisible());
        QVERIFY(m_window->layout()->hasHeightForWidth());
        const auto least = m_window->layout()->totalMinimumHeightForWidth(m_window->width());
        const int most = 44 * m_window->fontMetrics().lineSpacing();
        QVERIFY2(least <= most, qPrintable(u"%1, not %2"_s.arg(least).arg(most)));
        m_window->resize(m_window->width(), most);
        QVERIFY(view()->height() >= 3 * view()->fontMetrics().lineSpacing());
    }

    void whatAConversationAllowsIsShown()
    {
        auto asked = approval(1, "Edit", R"({"file_path":"/a/b","old_string":"1","new_string":"2"})");
        asked.conversation = {"Edit(/a/b)"};
        show({asked});
        QVERIFY(texts().contains(u"“For this conversation” also allows:"_s));
        QVERIFY(texts().remove(QChar(0x200b)).contains(u"Edit(/a/b)"_s));
        QVERIFY(!button(u"Always for this folder"_s)->isVisible());
        auto same = command(2, "ls");
        same.conversation = {"Bash " + same.input};
        m_window->setWaiting({same});
        QVERIFY(!texts().contains("also allow"_L1));
        QVERIFY(button(u"Allow for this conversation"_s)->toolTip().contains("just the same"_L1));
    }

    void timeIsCountedWhileItIsVisible()
    {
        auto asked = command(1, "ls");
        asked.until = QDateTime::currentDateTimeUtc().addSecs(30);
        show({asked});
        QVERIFY(texts().contains("Denied in 30 s"_L1));
        QTRY_VERIFY(texts().contains("Denied in 28 s"_L1));
        asked.until = QDateTime::currentDateTimeUtc().addSecs(-5);
        m_window->setWaiting({asked});
        QVERIFY(texts().contains("Denied in 0 s"_L1));
    }

    void hebrewIsCopiedAsItIs()
    {
        show({approval(1, "Bash", R"({"command":"ls אב"})")});
        QVERIFY(view()->toPlainText().startsWith(QChar(0x202d)));
        view()->selectAll();
        view()->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"ls אב"_s);
    }

    void everythingHasANameAndIsReachedByTab()
    {
        auto asked = approval(1, "Bash", R"({"command":"ls","description":"x"})");
        asked.rules = {"Bash(ls)"};
        show({asked});
        waitForAllow();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QSet<QObject *> reached;
        for (int i = 0; i < 10; ++i) {
            QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key_Tab);
            reached.insert(QGuiApplication::focusObject());
        }
        QCOMPARE(reached.size(), 5); // the text and four buttons
        for (auto *object : std::as_const(reached)) {
            const auto *accessible = QAccessible::queryAccessibleInterface(object);
            QVERIFY(accessible && !accessible->text(QAccessible::Name).isEmpty());
        }
    }

private:
    using Decisions = QList<std::pair<qint64, Decision>>;

    void show(const QList<agent::Approval> &waiting)
    {
        m_window->setWaiting(waiting);
        m_window->show();
    }
    // What must not come true can't be waited for.
    static void letTheGuardPass() { QTest::qWait(int(ui::ApprovalWindow::Guard.count()) + 200); }
    void waitForAllow() { QTRY_VERIFY(button(u"Allow once"_s)->isEnabled()); }
    ui::SubjectView *view() { return m_window->findChild<ui::SubjectView *>(); }
    QPushButton *button(const QString &text)
    {
        const auto buttons = m_window->findChildren<QPushButton *>();
        const auto found = std::ranges::find_if(
            buttons, [&](const QPushButton *button) { return button->text().remove(u'&') == text; });
        return found == buttons.end() ? nullptr : *found;
    }
    QString texts()
    {
        QStringList texts;
        for (const auto *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }
    Decisions decisions() const
    {
        Decisions decisions;
        for (const auto &signal : *m_decided)
            decisions.append({signal[0].toLongLong(), signal[1].value<Decision>()});
        return decisions;
    }

    std::unique_ptr<ui::ApprovalWindow> m_window;
    std::unique_ptr<QSignalSpy> m_decided;
};

QTEST_MAIN(UiApprovalWindow)
#include "window_test.moc"
