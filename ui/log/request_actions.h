#pragma once

#include <QList>
#include <QObject>

class QAction;
class QWidget;

namespace ui {

// What can be done with the selected requests; for the menu bar, the context menu and the keyboard. `parent` owns the
// actions.
struct RequestActions
{
    explicit RequestActions(QWidget *parent);

    // How many are selected, how many of them run, and whether the texts of the current one are known.
    void setSelection(qsizetype selected, qsizetype running, bool texts);
    QList<QAction *> forContextMenu() const;

    QAction *copy;
    QAction *copyId;
    QAction *copyCurl;
    QAction *sendAgain;
    QAction *cancel;
    QAction *exportSelection;

private:
    QList<QAction *> m_separators;
};

} // namespace ui
