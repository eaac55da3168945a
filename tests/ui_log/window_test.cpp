#include "../settings/small_disk.h"
#include "window_fixture.h"

#include "ui/log/filter_edit.h"
#include "ui/log/log_bar.h"
#include "ui/log/usage_page.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>

using namespace Qt::StringLiterals;
using entries::Phase;

namespace {

bool isSeen(const QWidget &window, const QString &text)
{
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

QPushButton *button(const QWidget &window, const QString &text)
{
    for (auto *candidate : window.findChildren<QPushButton *>()) {
        if (candidate->isVisible() && candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

} // namespace

class UiLogWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void runningOnesCanBeCancelled()
    {
        Shown shown(*m_folder);
        shown.addEnded(3);
        const auto first = shown.addRunning();
        const auto second = shown.addRunning();
        auto *cancel = shown.page().actions().cancel;
        QSignalSpy wanted(shown.window.get(), &ui::LogWindow::cancelWanted);
        QVERIFY(!cancel->isEnabled());
        shown.table().selectRow(0);
        QVERIFY(!cancel->isEnabled());
        shown.table().select(first);
        QVERIFY(cancel->isEnabled());
        cancel->trigger();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.takeFirst().first().toLongLong(), first);

        // Several at once, or by the keyboard: only after a question.
        shown.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(shown.window.get()));
        shown.table().selectAll();
        QTest::keyClick(&shown.table(), Qt::Key_Delete);
        auto *question = shown.window->findChild<QMessageBox *>();
        QVERIFY(question);
        QVERIFY(wanted.isEmpty());
        question->defaultButton()->click();
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted[0].first().toLongLong(), first);
        QCOMPARE(wanted[1].first().toLongLong(), second);

        // It has ended meanwhile.
        shown.table().select(first);
        auto entry = *shown.model().entry(first);
        entry.phase = Phase::Ended;
        entry.record.status = 200;
        shown.window->setEntries({entry});
        QVERIFY(!cancel->isEnabled());
    }

    void nothingThereSaysWhatToDo()
    {
        Shown shown(*m_folder);
        QVERIFY(!isSeen(*shown.window, u"No requests yet"_s)); // the store may have some
        shown.window->setRecords({}, true);
        QVERIFY(isSeen(*shown.window, u"No requests yet"_s));
        QVERIFY(button(*shown.window, u"Start"_s));
        QSignalSpy start(&shown.actions, &ui::Actions::startWanted);
        button(*shown.window, u"Start"_s)->click();
        QCOMPARE(start.size(), 1);
        shown.window->setStatus(
            {.state = app::Status::State::Ready, .baseUrl = u"http://127.0.0.1:8082/v1"_s});
        QVERIFY(isSeen(*shown.window, u"http://127.0.0.1:8082/v1"_s));
        QVERIFY(!button(*shown.window, u"Start"_s));
        shown.addEnded(5);
        QVERIFY(!isSeen(*shown.window, u"No requests yet"_s));
        shown.window->findChild<ui::LogBar *>()->filter().setText(u"nothing-like-it"_s);
        QVERIFY(isSeen(*shown.window, u"Nothing matches"_s));
        button(*shown.window, u"Clear filter"_s)->click();
        QCOMPARE(shown.model().rowCount(), 5);
        QVERIFY(!isSeen(*shown.window, u"Nothing matches"_s));
    }

    void troubleSaysWhatToDo_data()
    {
        using Trouble = app::Status::Trouble;
        QTest::addColumn<app::Status>("status");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("signal");
        const auto status = [](Trouble trouble) {
            return app::Status{
                .state = app::Status::State::Trouble, .trouble = trouble, .problem = u"Oh dear."_s};
        };
        QTest::newRow("missing") << status(Trouble::ClaudeMissing) << u"Doctor…"_s
                                 << QByteArray(SIGNAL(doctorWanted()));
        QTest::newRow("logged out") << status(Trouble::LoggedOut) << u"Doctor…"_s
                                    << QByteArray(SIGNAL(doctorWanted()));
        QTest::newRow("port") << status(Trouble::PortTaken) << u"Settings…"_s
                              << QByteArray(SIGNAL(settingsWanted()));
        QTest::newRow("other") << status(Trouble::Other) << u"Start"_s << QByteArray(SIGNAL(startWanted()));
        QTest::newRow("limited") << status(Trouble::RateLimited) << QString()
                                 << QByteArray(SIGNAL(startWanted()));
    }
    void troubleSaysWhatToDo()
    {
        QFETCH(app::Status, status);
        QFETCH(QString, text);
        QFETCH(QByteArray, signal);
        // What the window can say in its own language, and what the relay says.
        const auto sentence = status.trouble == app::Status::Trouble::LoggedOut
            ? u"Claude Code is not logged in. Run claude in a terminal and log in with /login."_s
            : status.problem;
        Shown shown(*m_folder);
        shown.addEnded(1);
        QVERIFY(!isSeen(*shown.window, sentence));
        QSignalSpy wanted(&shown.actions, signal.constData());
        shown.window->setStatus(status);
        shown.actions.setStatus(status);
        QVERIFY(isSeen(*shown.window, sentence));
        if (!text.isEmpty()) {
            QVERIFY(button(*shown.window, text));
            button(*shown.window, text)->click();
        }
        QCOMPARE(wanted.size(), text.isEmpty() ? 0 : 1);
        shown.window->setStatus({});
        QVERIFY(!isSeen(*shown.window, sentence));
    }

    void withoutATrayItSaysSo()
    {
        Shown shown(*m_folder);
        QVERIFY(!isSeen(*shown.window, u"no tray"_s));
        shown.window->setNoTray(true);
        QVERIFY(isSeen(*shown.window, u"AppIndicator"_s));
        QStringList menus;
        for (const auto *action : shown.window->menuBar()->actions())
            menus += action->text().remove(u'&');
        QCOMPARE(menus, (QStringList{u"File"_s, u"Edit"_s, u"View"_s, u"Request"_s, u"Relay"_s, u"Help"_s}));
        shown.window->setNoTray(false);
        QVERIFY(!isSeen(*shown.window, u"AppIndicator"_s));
    }

    void theKeyboardReachesAll()
    {
        Shown shown(*m_folder);
        auto &window = *shown.window;
        auto &table = shown.table();
        shown.addEnded(5);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(table.hasFocus());
        auto &filter = window.findChild<ui::LogBar *>()->filter();
        QTest::keyClick(&table, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(filter.hasFocus());
        QTest::keyClicks(&filter, u"nothing-like-it"_s);
        QCOMPARE(shown.model().rowCount(), 0);
        QTest::keyClick(&filter, Qt::Key_Escape);
        QCOMPARE(shown.model().rowCount(), 5);
        QVERIFY(table.hasFocus());
        QTest::keyClick(&table, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(table.selectedNumbers().size(), 2);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        const auto text = QGuiApplication::clipboard()->text();
        QCOMPARE(text.count(u'\n'), 2);
        QCOMPARE(text.section(u'\n', 0, 0).count(u'\t'), 11);
        QTest::keyClick(&table, Qt::Key_Return);
        QVERIFY(!table.hasFocus());
        QVERIFY(window.focusWidget());
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QVERIFY(window.usage() && window.usage()->isVisible());
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(filter.isVisible() && filter.hasFocus());
        QTest::keyClick(&window, Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!window.isVisible());
    }

    void keysOfTheFilterAreProposed()
    {
        Shown shown(*m_folder);
        auto &filter = shown.window->findChild<ui::LogBar *>()->filter();
        filter.setFocus();
        QTest::keyClicks(&filter, u"opus stat"_s);
        auto *popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(filter.text(), u"opus status:"_s);
    }

    void theSelectionIsExported_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("JSON") << u"a.json"_s;
        QTest::newRow("CSV") << u"a.csv"_s;
    }
    void theSelectionIsExported()
    {
        QFETCH(QString, name);
        Shown shown(*m_folder);
        const auto numbers = shown.addEnded(20);
        shown.table().selectAll();
        shown.page().actions().exportSelection->trigger();
        auto *dialog = shown.window->findChild<QFileDialog *>();
        QVERIFY(dialog);
        const auto path = m_folder->filePath(name);
        Q_EMIT dialog->fileSelected(path);
        dialog->reject();
        QTRY_VERIFY(shown.window->statusBar()->currentMessage().contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = file.readAll();
        if (name.endsWith("json"_L1)) {
            const auto array = QJsonDocument::fromJson(text).array();
            QCOMPARE(array.size(), 20);
            QCOMPARE(array[0].toObject().value("number"_L1).toString(), QString::number(numbers[0]));
        } else {
            QCOMPARE(text.count('\n'), 21);
        }
    }

    void anUnwritableFileIsTold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("no folder") << u"no/such/folder/a.json"_s;
        QTest::newRow("no room") << u"a.json"_s;
    }
    void anUnwritableFileIsTold()
    {
        QFETCH(QString, name);
        Shown shown(*m_folder);
        shown.addEnded(1);
        shown.table().selectAll();
        shown.page().actions().exportSelection->trigger();
        auto *dialog = shown.window->findChild<QFileDialog *>();
        const SmallDisk disk(10);
        Q_EMIT dialog->fileSelected(m_folder->filePath(name));
        dialog->reject();
        QTRY_VERIFY(shown.window->statusBar()->currentMessage().contains(u"could not be written"_s));
        QVERIFY(!QFile::exists(m_folder->filePath(name)));
    }

    // Nothing ticks when nothing goes on, or when nobody looks.
    void idleIsIdle()
    {
        Shown shown(*m_folder);
        const auto ticks = [&] { return int(shown.page().ticks()); };
        shown.addEnded(3);
        QCOMPARE(ticks(), 0);
        const auto running = shown.addRunning();
        QCOMPARE(ticks(), 1);
        shown.window->hide();
        QCOMPARE(ticks(), 0);
        shown.window->show();
        QCOMPARE(ticks(), 1);
        shown.window->showUsage();
        QCOMPARE(ticks(), 0);
        shown.window->showRequests();
        QCOMPARE(ticks(), 1);
        auto entry = *shown.model().entry(running);
        entry.phase = Phase::Ended;
        shown.window->setEntries({entry});
        QCOMPARE(ticks(), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(UiLogWindow)
#include "window_test.moc"
