#include "ui/log/usage_chart.h"

#include "ui/log/colors.h"
#include "ui/log/formats.h"
#include "ui/log/usage_model.h"

#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QCursor>
#include <QGraphicsLayout>
#include <QRegularExpression>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int MostDayLabels = 10;

// The unit in which the labels of an axis stay short.
struct Unit
{
    double size = 1;
    QString labels; // as QValueAxis::setLabelFormat() wants it
};

Unit unitFor(UsageChart::Measure measure, double largest)
{
    if (measure == UsageChart::Measure::Cost)
        return {1, u"$%g"_s};
    if (largest >= 1e6)
        return {1e6, u"%g M"_s};
    if (largest >= 1e3)
        return {1e3, u"%g K"_s};
    return {1, u"%g"_s};
}

double largestDay(const UsageSummary &summary, const std::function<double(const UsageTotal &)> &valueOf)
{
    double largest = 0;
    for (qsizetype day = 0; day < summary.dayCount(); ++day) {
        double sum = 0;
        for (const auto &model : summary.models)
            sum += valueOf(model.days[size_t(day)]);
        largest = std::max(largest, sum);
    }
    return largest;
}

QString dayText(QDate day)
{
    // Without the year.
    auto format = QLocale().dateFormat(QLocale::ShortFormat);
    format.remove(QRegularExpression(u"[^dM]*y+[^dM]*"_s));
    return QLocale().toString(day, format);
}

} // namespace

UsageChart::UsageChart(Measure measure, QWidget *parent) : QChartView(parent), m_measure(measure)
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setAccessibleName(measure == Measure::Tokens ? tr("Tokens by day") : tr("Cost by day"));
    chart()->setBackgroundVisible(false);
    chart()->setMargins(
        {0, 4, 2 * fontMetrics().averageCharWidth() + 4, 0}); // the last label reaches over the edge
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->hide();
    setMinimumHeight(fontMetrics().height() * 10);
}

double UsageChart::valueOf(const UsageTotal &total) const
{
    return m_measure == Measure::Tokens ? double(total.tokens()) : total.costUsd;
}

QString UsageChart::textOf(const UsageTotal &total) const
{
    if (m_measure == Measure::Tokens)
        return tr("%1 tokens").arg(countText(total.tokens()));
    const auto cost = costText(total.costUsd);
    return cost.isEmpty() ? u"$0"_s : cost;
}

QString UsageChart::describe(const UsageSummary &summary, size_t model, int day) const
{
    UsageTotal all;
    for (const auto &other : summary.models) {
        const auto &total = other.days[size_t(day)];
        all.usage += total.usage;
        all.costUsd += total.costUsd;
    }
    const auto &name = summary.models[model].model;
    return tr("%1\n%2: %3\nAll models: %4")
        .arg(QLocale().toString(summary.first.addDays(day), QLocale::LongFormat),
            name.isEmpty() ? tr("Unknown") : oneLine(name), textOf(summary.models[model].days[size_t(day)]),
            textOf(all));
}

void UsageChart::setSummary(const UsageSummary &summary)
{
    auto *chart = this->chart();
    chart->removeAllSeries();
    for (auto *axis : chart->axes()) {
        chart->removeAxis(axis);
        delete axis;
    }
    const auto largest = largestDay(summary, [this](const UsageTotal &total) { return valueOf(total); });
    const auto unit = unitFor(m_measure, largest);
    const bool dark = isDark(palette());

    auto *series = new QStackedBarSeries;
    series->setBarWidth(0.75);
    for (size_t i = 0; i < summary.models.size(); ++i) {
        auto *set = new QBarSet(oneLine(summary.models[i].model));
        set->setColor(usageColor(qsizetype(i), dark));
        set->setPen(Qt::NoPen);
        for (const auto &day : summary.models[i].days)
            set->append(valueOf(day) / unit.size);
        connect(set, &QBarSet::hovered, this, [this, summary, i](bool entered, int day) {
            if (entered)
                QToolTip::showText(QCursor::pos(), describe(summary, i, day), this);
            else
                QToolTip::hideText();
        });
        series->append(set);
    }
    chart->addSeries(series);

    auto *days = new QCategoryAxis;
    const int count = int(summary.dayCount());
    days->setRange(-0.5, count - 0.5);
    days->setStartValue(-0.5);
    days->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    const int step = (count + MostDayLabels - 1) / MostDayLabels;
    for (int day = (count - 1) % step; day < count; day += step)
        days->append(dayText(summary.first.addDays(day)), day);
    days->setGridLineVisible(false);

    auto *values = new QValueAxis;
    values->setRange(0, std::max(largest / unit.size, m_measure == Measure::Cost ? 0.01 : 1.0) * 1.05);
    values->setTickCount(5);
    values->applyNiceNumbers();
    values->setLabelFormat(unit.labels);

    const auto text = dimmed(palette());
    const auto line = mixed(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.15);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(days), static_cast<QAbstractAxis *>(values)}) {
        axis->setLabelsBrush(text);
        axis->setLabelsFont(font());
        axis->setLinePen(QPen(line));
        axis->setGridLinePen(QPen(line));
    }
    values->setLineVisible(false);
    chart->addAxis(days, Qt::AlignBottom);
    chart->addAxis(values, Qt::AlignLeft);
    series->attachAxis(days);
    series->attachAxis(values);
}

} // namespace ui
