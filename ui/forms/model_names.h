#pragma once

#include <QAbstractTableModel>

#include <utility>

namespace ui::forms {

// The table of model names, to be edited: a name that programs ask for, and the model that is used.
class ModelNames : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Asked, Used };

    using QAbstractTableModel::QAbstractTableModel;

    // As the option --model-names has it.
    void setText(const QString &text);
    QString text() const;
    // What is wrong with the rows, as a sentence.
    QString complaint() const;

    // Appends an empty row; gives its index.
    int add();
    void remove(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        QString asked;
        QString used;
    };

    QList<Row> m_rows;
};

} // namespace ui::forms
