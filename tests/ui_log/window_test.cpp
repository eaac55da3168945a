#include "window_fixture.h"

#include "ui/log/banner.h"
#include "ui/log/filter_edit.h"
#include "ui/log/log_bar.h"
#include "ui/log/request_columns.h"
#include "ui/log/request_header.h"
#include "ui/log/usage_page.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStatusBar>

using namespace Qt::StringLiterals;
using entries::Phase;

namespace {

// Where the row of this request is seen.
int placeOf(const ui::RequestTable &table, const ui::RequestModel &model, qint64 number)
{
    return table.rowViewportPosition(model.rowOf(number));
}

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

    void columnsPlaceAndSizesAreRemembered()
    {
        QString columns;
        QByteArray geometry;
        {
            Shown shown(*m_folder);
            auto &header = shown.table().header();
            header.columnActions()[ui::CostColumn]->trigger();
            QVERIFY(header.isSectionHidden(ui::CostColumn));
            header.resizeSection(ui::ClientColumn, 333);
            header.moveSection(header.visualIndex(ui::StatusColumn), 1);
            header.setSortIndicator(ui::DurationColumn, Qt::DescendingOrder);
            shown.window->resize(1100, 640);
            shown.page().setDetailsPlace(ui::RequestsPage::DetailsPlace::Right);
            Shown::settle();
            columns = header.columns();
            geometry = shown.window->saveGeometry();
        }
        Shown shown(*m_folder);
        const auto &header = shown.table().header();
        QCOMPARE(header.columns(), columns);
        QVERIFY(header.isSectionHidden(ui::CostColumn));
        QCOMPARE(header.sectionSize(ui::ClientColumn), 333);
        QCOMPARE(header.visualIndex(ui::StatusColumn), 1);
        QCOMPARE(shown.model().order().column, int(ui::DurationColumn));
        QVERIFY(shown.page().detailsPlace() == ui::RequestsPage::DetailsPlace::Right);
    }

    void aDamagedStateGivesTheDefaults()
    {
        Shown shown(*m_folder);
        auto &header = shown.table().header();
        const auto defaults = header.columns();
        for (const auto *text :
            {"", "=", "sort=", "sort=-", "nonsense=5 time=-3 -", "-=x sort=nothing", "time"})
            header.setColumns(QString::fromLatin1(text));
        header.setColumns(
            u"-time=50 -client=50 -endpoint=50 -model=50 -status=50 -first-token=50 -duration=50 "
            "-tokens-in=50 -cached=50 -tokens-out=50 -cost=50 -note=50"_s);
        QVERIFY(!header.isSectionHidden(ui::TimeColumn)); // one stays
        header.setColumns({});
        QCOMPARE(header.columns(), defaults);
    }

    void theNewestStaysInSight()
    {
        Shown shown(*m_folder);
        auto &table = shown.table();
        shown.addEnded(100);
        const auto *bar = table.verticalScrollBar();
        QVERIFY(table.follows());
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), bar->maximum());
        shown.addEnded(10);
        QCOMPARE(bar->value(), bar->maximum());
        table.header().setSortIndicator(ui::TimeColumn, Qt::DescendingOrder);
        Shown::settle();
        QCOMPARE(bar->value(), 0);
        shown.addEnded(10);
        QCOMPARE(bar->value(), 0);
    }

    // Whatever comes or goes above, what the user looks at stays where it is.
    void rowsDoNotMoveUnderTheMouse()
    {
        Shown shown(*m_folder);
        auto &table = shown.table();
        auto &model = shown.model();
        const auto numbers = shown.addEnded(200);
        auto *bar = table.verticalScrollBar();
        QSignalSpy follows(&table, &ui::RequestTable::followsChanged);
        bar->setValue(bar->maximum() / 2 + 7);
        QVERIFY(!table.follows());
        QCOMPARE(follows.size(), 1);
        const auto seen = model.entryAt(table.rowAt(40)).record.number;
        const int place = placeOf(table, model, seen);

        shown.addEnded(30);
        QCOMPARE(placeOf(table, model, seen), place);
        QList<journal::Record> older;
        for (int i = 1; i <= 50; ++i)
            older += entries::ended(numbers.first() - i, shown.random).record;
        shown.window->setRecords(older, true);
        Shown::settle();
        QCOMPARE(placeOf(table, model, seen), place);
        table.header().setSortIndicator(ui::TimeColumn, Qt::DescendingOrder);
        table.select(seen);
        Shown::settle();
        const int placeNow = placeOf(table, model, seen);
        shown.addEnded(30);
        QCOMPARE(placeOf(table, model, seen), placeNow);
    }

    void scrollingAwayPausesAndBackAgainResumes()
    {
        Shown shown(*m_folder);
        auto &table = shown.table();
        shown.addEnded(100);
        auto *bar = table.verticalScrollBar();
        bar->setValue(10);
        QVERIFY(!table.follows());
        bar->setValue(bar->maximum());
        QVERIFY(table.follows());
        table.setFollows(false);
        const int value = bar->value();
        shown.addEnded(5);
        QCOMPARE(bar->value(), value);
        bar->setValue(bar->maximum());
        QVERIFY(!table.follows()); // the user has switched it off
        table.setFollows(true);
        shown.addEnded(5);
        QCOMPARE(bar->value(), bar->maximum());
        // By another column there is no newest end; back by time, it goes on.
        table.header().setSortIndicator(ui::CostColumn, Qt::DescendingOrder);
        QVERIFY(!table.follows());
        table.header().setSortIndicator(ui::TimeColumn, Qt::AscendingOrder);
        QVERIFY(table.follows());
    }

    void aFilterKeepsTheSelection()
    {
        Shown shown(*m_folder);
        auto &table = shown.table();
        const auto numbers = shown.addEnded(100);
        qint64 opus = 0;
        for (const auto number : numbers) {
            if (shown.model().entry(number)->record.model.contains("opus"))
                opus = number;
        }
        QSignalSpy current(&table, &ui::RequestTable::currentNumberChanged);
        table.select(opus);
        QCOMPARE(current.size(), 1);
        auto &filter = shown.window->findChild<ui::LogBar *>()->filter();
        filter.setText(u"model:opus"_s);
        QVERIFY(shown.model().rowCount() < 100);
        QCOMPARE(table.selectedNumbers(), QList{opus});
        QCOMPARE(table.currentNumber(), opus);
        filter.setText(u"model:haiku"_s);
        QCOMPARE(table.currentNumber(), std::nullopt);
        QCOMPARE(current.size(), 2);
        filter.clear();
        QCOMPARE(shown.model().rowCount(), 100);
        auto *outcome = shown.window->findChild<QComboBox *>();
        outcome->setCurrentText(u"Failed"_s);
        QVERIFY(shown.model().rowCount() < 100);
        QVERIFY(shown.model().rowCount() > 0);
    }

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
        Shown shown(*m_folder);
        shown.addEnded(1);
        QVERIFY(!isSeen(*shown.window, u"Oh dear."_s));
        QSignalSpy wanted(&shown.actions, signal.constData());
        shown.window->setStatus(status);
        shown.actions.setStatus(status);
        QVERIFY(isSeen(*shown.window, u"Oh dear."_s));
        if (!text.isEmpty()) {
            QVERIFY(button(*shown.window, text));
            button(*shown.window, text)->click();
        }
        QCOMPARE(wanted.size(), text.isEmpty() ? 0 : 1);
        shown.window->setStatus({});
        QVERIFY(!isSeen(*shown.window, u"Oh dear."_s));
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

    void anUnwritableFileIsTold()
    {
        Shown shown(*m_folder);
        shown.addEnded(1);
        shown.table().selectAll();
        shown.page().actions().exportSelection->trigger();
        auto *dialog = shown.window->findChild<QFileDialog *>();
        Q_EMIT dialog->fileSelected(m_folder->filePath(u"no/such/folder/a.json"_s));
        dialog->reject();
        QTRY_VERIFY(shown.window->statusBar()->currentMessage().contains(u"could not be written"_s));
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

    // Generous limits: other tests run beside.
    void aHundredThousandRowsOpenAtOnce()
    {
        QRandomGenerator random(1);
        const qint64 newest = QDateTime::currentMSecsSinceEpoch() << entries::NumberBits;
        QList<journal::Record> stored;
        for (int i = 0; i < ui::RequestModel::MostEntries; ++i)
            stored += entries::ended(newest - (qint64(i) * 3000 << entries::NumberBits), random).record;
        QElapsedTimer timer;
        timer.start();
        Shown shown(*m_folder);
        shown.window->setRecords(stored.first(200), false);
        QVERIFY(QTest::qWaitForWindowExposed(shown.window.get()));
        shown.table().viewport()->repaint();
        const auto opened = timer.restart();
        QVERIFY(shown.model().rowCount() == 200);
        for (qsizetype i = 200; i < stored.size(); i += 5000) {
            shown.window->setRecords(stored.sliced(i, std::min<qsizetype>(5000, stored.size() - i)), false);
            Shown::settle();
        }
        const auto loaded = timer.restart();
        auto &filter = shown.window->findChild<ui::LogBar *>()->filter();
        filter.setText(u"opus"_s);
        shown.table().viewport()->repaint();
        const auto filtered = timer.restart();
        shown.table().header().setSortIndicator(ui::DurationColumn, Qt::DescendingOrder);
        shown.table().viewport()->repaint();
        const auto sorted = timer.restart();
        qInfo("first rows after %lld ms, all in %lld ms more; filter %lld ms, sort %lld ms", opened, loaded,
            filtered, sorted);
        QVERIFY(opened < 1500);
        QVERIFY(filtered < 500);
        QVERIFY(sorted < 1000);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(UiLogWindow)
#include "window_test.moc"
