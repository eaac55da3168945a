#include "window_fixture.h"

#include "ui/log/filter_edit.h"
#include "ui/log/log_bar.h"
#include "ui/log/request_columns.h"
#include "ui/log/request_header.h"

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace {

// Where the row of this request is seen.
int placeOf(const ui::RequestTable &table, const ui::RequestModel &model, qint64 number)
{
    return table.rowViewportPosition(model.rowOf(number));
}

} // namespace

class UiLogTable : public QObject
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

QTEST_MAIN(UiLogTable)
#include "table_test.moc"
