#pragma once

#include "ui/log/usage_summary.h"

#include <QAbstractTableModel>
#include <QColor>

namespace ui {

// The colour of the model at this place of a summary, in charts and in the table.
QColor usageColor(qsizetype place, bool dark);

// The models of a summary, with their sums.
class UsageModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSummary(const UsageSummary &summary, bool dark);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ModelUsage> m_models;
    bool m_dark = false;
};

} // namespace ui
