#pragma once

#include <QHeaderView>

namespace ui {

// The header of the request log: columns can be chosen, moved and resized, and remembered as a text.
class RequestHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit RequestHeader(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

    // Which columns are shown, their order and widths, and what is sorted by: "time=90 -cost=70 … sort=-time".
    QString columns() const;
    // What is unknown in `text`, or missing, becomes as by default.
    void setColumns(const QString &text);
    // One for each column, to show or hide it, and one for the defaults. They belong to this.
    const QList<QAction *> &columnActions() const { return m_actions; }

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void makeActions();
    void showColumn(int column, bool shown);
    void updateActions();

    QList<QAction *> m_actions;
    QList<int> m_widths; // by column; hidden ones have none else
};

} // namespace ui
