#include "ui/log/request_actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::RequestActions)
};

QAction *newAction(QWidget *parent, const QString &text, const QString &tip)
{
    auto *action = new QAction(text, parent);
    action->setToolTip(tip);
    return action;
}

} // namespace

RequestActions::RequestActions(QWidget *parent)
    : copy(newAction(parent, Texts::tr("&Copy"), Texts::tr("Copy the selected rows as text"))),
      copyId(newAction(parent, Texts::tr("Copy &ID"), Texts::tr("Copy the request ID"))),
      copyCurl(newAction(parent, Texts::tr("Copy as c&url"), Texts::tr("Copy a command that asks the same"))),
      sendAgain(newAction(parent, Texts::tr("&Send again"), Texts::tr("Ask the same once more"))),
      cancel(
          newAction(parent, Texts::tr("Ca&ncel"), Texts::tr("End the selected requests that are running"))),
      exportSelection(
          newAction(parent, Texts::tr("&Export selection…"), Texts::tr("Write the selected rows to a file")))
{
    // Of the table: other widgets have their own.
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    for (int i = 0; i < 2; ++i) {
        m_separators += new QAction(parent);
        m_separators.last()->setSeparator(true);
    }
    setSelection(0, 0, false);
}

void RequestActions::setSelection(qsizetype selected, qsizetype running, bool texts)
{
    for (auto *action : {copy, copyId, exportSelection})
        action->setEnabled(selected > 0);
    for (auto *action : {copyCurl, sendAgain})
        action->setEnabled(selected == 1 && texts);
    cancel->setEnabled(running > 0);
}

QList<QAction *> RequestActions::forContextMenu() const
{
    return {cancel, sendAgain, m_separators[0], copy, copyId, copyCurl, m_separators[1], exportSelection};
}

} // namespace ui
