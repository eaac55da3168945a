#include "ui/log/request_actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace ui {

namespace {

QAction *newAction(QWidget *parent, const char *text, const char *tip)
{
    auto *action = new QAction(QCoreApplication::translate("ui::RequestActions", text), parent);
    action->setToolTip(QCoreApplication::translate("ui::RequestActions", tip));
    return action;
}

#define UI_TEXT(text) QT_TRANSLATE_NOOP("ui::RequestActions", text)

} // namespace

RequestActions::RequestActions(QWidget *parent)
    : copy(newAction(parent, UI_TEXT("&Copy"), UI_TEXT("Copy the selected rows as text"))),
      copyId(newAction(parent, UI_TEXT("Copy &ID"), UI_TEXT("Copy the request ID"))),
      copyCurl(newAction(parent, UI_TEXT("Copy as c&url"), UI_TEXT("Copy a command that asks the same"))),
      sendAgain(newAction(parent, UI_TEXT("&Send again"), UI_TEXT("Ask the same once more"))),
      cancel(newAction(parent, UI_TEXT("Ca&ncel"), UI_TEXT("End the selected requests that are running"))),
      exportSelection(
          newAction(parent, UI_TEXT("&Export selection…"), UI_TEXT("Write the selected rows to a file")))
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

#undef UI_TEXT

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
