#pragma once

#include "journal/details.h"

#include <QAbstractTableModel>

namespace ui {

// The lines between the relay and the CLI.
class CliLinesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, DirectionColumn, TextColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // When they are the same as before and more, what is there stays. `dropped` lines went ahead of them.
    void setLines(const std::vector<journal::CliLine> &lines, qint64 dropped);
    const journal::CliLine &lineAt(int row) const { return m_lines[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<journal::CliLine> m_lines;
    qint64 m_dropped = 0;
};

} // namespace ui
