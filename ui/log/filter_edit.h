#pragma once

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace ui {

// Where the filter is typed. Proposes the keys of the filter's language, and the values of those that have few.
class FilterEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterEdit(QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void propose();
    void take(const QString &completion);

    QStringListModel *m_words;
    QCompleter *m_completer;
};

} // namespace ui
