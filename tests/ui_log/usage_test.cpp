#include "visible.h"
#include "window_fixture.h"

#include "ui/log/usage_chart.h"
#include "ui/log/usage_model.h"
#include "ui/log/usage_page.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>

using namespace Qt::StringLiterals;

class UiLogUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void usageIsSummed()
    {
        const QDate today(2026, 3, 10);
        const QList<journal::DayUsage> days = {{today.addDays(-8), "opus", 9, 9, {9, 9, 9, 9, 0}, 9},
            {today.addDays(-6), "opus", 2, 1, {10, 20, 30, 40, 5}, 0.5},
            {today, "haiku", 3, 0, {1, 1, 1, 1, 0}, 0.25}, {today, "opus", 1, 0, {1, 2, 3, 4, 0}, 0.125}};
        const auto summary = ui::UsageSummary::of(days, today.addDays(-6), today);
        QCOMPARE(summary.dayCount(), 7);
        QCOMPARE(summary.total.requests, 6);
        QCOMPARE(summary.total.failed, 1);
        QCOMPARE(summary.total.tokens(), 114);
        QCOMPARE(summary.total.costUsd, 0.875);
        QCOMPARE(summary.models.size(), size_t(2));
        QCOMPARE(summary.models[0].model, QByteArray("opus"));
        QCOMPARE(summary.models[0].days.size(), size_t(7));
        QCOMPARE(summary.models[0].days[0].tokens(), 100);
        QCOMPARE(summary.models[0].days[6].tokens(), 10);
        ui::UsageModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSummary(summary, false);
        QCOMPARE(model.index(0, 0).data().toString(), u"opus"_s);
        QCOMPARE(model.index(0, 3).data().toString(), u"66"_s);
        QCOMPARE(model.index(1, 6).data().toString(), u"$0.2500"_s);
    }

    void theUsagePageIsMadeWhenItIsWanted()
    {
        Shown shown(*m_folder);
        QVERIFY(!shown.window->usage());
        shown.window->setUsage({}); // of an earlier question
        QSignalSpy wanted(shown.window.get(), &ui::LogWindow::usageWanted);
        shown.window->showUsage();
        auto &page = *shown.window->usage();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toDate(), QDate::currentDate().addDays(-89));
        shown.window->setUsage({});
        QVERIFY(visibleText(page).contains(u"Nothing has been used yet"_s));
        shown.window->setUsage(
            {{QDate::currentDate(), "opus", 3, 0, {1'000'000, 200'000, 34'000, 567'000, 0}, 1.25},
                {QDate::currentDate().addDays(-20), "haiku", 1, 0, {10, 0, 0, 10, 0}, 0.5}});
        const auto text = visibleText(page);
        QVERIFY(!text.contains(u"Nothing has been used yet"_s));
        for (const auto *expected : {"$1.25", "$1.75", "1.23 M tokens in", "567 K tokens out"})
            QVERIFY2(text.contains(QString::fromUtf8(expected)), expected);
        const auto *charts = visible<ui::UsageChart>(page);
        QVERIFY(charts);
        QCOMPARE(visible<QTableView>(page)->model()->rowCount(), 2);
        page.setRange(7);
        QCOMPARE(visible<QTableView>(page)->model()->rowCount(), 1);
        page.setRange(90);
        QCOMPARE(visible<QTableView>(page)->model()->rowCount(), 2);
        shown.window->showRequests();
        shown.window->showUsage();
        QCOMPARE(wanted.size(), 2);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(UiLogUsage)
#include "usage_test.moc"
