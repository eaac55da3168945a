#pragma once

#include "ui/log/usage_summary.h"

#include <QChartView>

namespace ui {

// A stacked bar for each day, of what each model used.
class UsageChart : public QChartView
{
    Q_OBJECT

public:
    enum class Measure { Tokens, Cost };

    explicit UsageChart(Measure measure, QWidget *parent = nullptr);

    void setSummary(const UsageSummary &summary);

private:
    double valueOf(const UsageTotal &total) const;
    QString textOf(const UsageTotal &total) const;
    QString describe(const UsageSummary &summary, size_t model, int day) const;

    Measure m_measure;
};

} // namespace ui
