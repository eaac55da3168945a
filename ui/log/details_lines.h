#pragma once

#include "journal/details.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QSplitter;
class QTableView;

namespace ui {

class CliLinesModel;

// What went between the relay and the CLI, line by line; the selected line is shown whole and pretty.
class DetailsLines : public QWidget
{
    Q_OBJECT

public:
    explicit DetailsLines(QWidget *parent = nullptr);

    // `goesOn`: more may come.
    void setLines(const std::vector<journal::CliLine> &lines, qint64 dropped, bool goesOn);
    // `why` there are none.
    void setNone(const QString &why);

private:
    void showLine(const QModelIndex &index);
    void copy() const;

    CliLinesModel *m_model;
    QLabel *m_note;
    QTableView *m_table;
    QPlainTextEdit *m_line;
    QSplitter *m_splitter; // holds the two
};

} // namespace ui
