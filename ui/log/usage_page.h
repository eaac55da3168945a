#pragma once

#include "journal/store.h"

#include <QScrollArea>
#include <QTimer>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QTableView;

namespace ui {

class EmptyState;
class UsageChart;
class UsageModel;

// Tokens and cost by day and by model. Asks for what it shows each time it is seen.
class UsagePage : public QScrollArea
{
    Q_OBJECT

public:
    explicit UsagePage(QWidget *parent = nullptr);

    void setUsage(const QList<journal::DayUsage> &days);
    // More has been used since; asks again soon if somebody looks.
    void noteChange();

    int range() const; // days that are shown
    void setRange(int days);

Q_SIGNALS:
    // setUsage() is to be called.
    void usageWanted(QDate from);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Tile
    {
        QLabel *tokens = nullptr;
        QLabel *rest = nullptr;
    };

    Tile addTile(QBoxLayout *layout, const QString &title);
    QWidget *addChart(QBoxLayout *layout, const QString &title, UsageChart *chart);
    QBoxLayout *makeRanges();
    void ask();
    void showTile(const Tile &tile, QDate from);
    void showUsage();

    QList<journal::DayUsage> m_days;
    bool m_known = false; // setUsage() was called
    QTimer m_pause; // running: ask() waits for more changes
    Tile m_tiles[4]; // today, the last 7 and 30 days, this month
    QButtonGroup *m_ranges = nullptr;
    QBoxLayout *m_charts;
    UsageChart *m_tokens;
    UsageChart *m_cost;
    UsageModel *m_model;
    QTableView *m_table;
    QWidget *m_content;
    EmptyState *m_empty;
};

} // namespace ui
