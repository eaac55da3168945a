#pragma once

#include <QByteArray>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTreeView;

namespace ui {

class JsonModel;

// JSON as a tree that folds, and below it the whole of a selected string.
class DetailsJson : public QWidget
{
    Q_OBJECT

public:
    explicit DetailsJson(QWidget *parent = nullptr);

    void setJson(const QByteArray &json);
    void setEvents(const QByteArray &stream);
    // Goes to the next place with this text, or the one before. False when there is none.
    bool find(const QString &text, bool backwards);

private:
    void activated(const QModelIndex &index);
    void showValue(const QModelIndex &index);
    void copy() const;
    void unfoldFirst();

    JsonModel *m_model;
    QTreeView *m_tree;
    QPlainTextEdit *m_value;
    QLabel *m_problem; // with the text
};

} // namespace ui
