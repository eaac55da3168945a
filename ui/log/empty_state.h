#pragma once

#include <QWidget>

class QAbstractButton;
class QLabel;
class QVBoxLayout;

namespace ui {

// What stands in the place of a table or a chart that has nothing to show: why, and what to do.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    // Covers `over`, whatever size that takes.
    explicit EmptyState(QWidget *over);

    void tell(const QString &title, const QString &text);
    // Below the texts; is owned by this from now on.
    void addButton(QAbstractButton *button);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLabel *m_title;
    QLabel *m_text;
    QVBoxLayout *m_buttons;
};

} // namespace ui
