#include "ui/forms/confirm_all.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace ui::forms {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::forms::ConfirmAll)
};

} // namespace

QMessageBox *newConfirmAll(QWidget *parent)
{
    auto *box = new QMessageBox(QMessageBox::Warning, Texts::tr("What Claude may do"),
        Texts::tr("Let Claude do everything without asking you?"), QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(Texts::tr(
        "Each program that uses claude-relay can then have Claude run any command on this computer "
        "in your name: read, change and delete all your files, and send them elsewhere. A text that "
        "Claude reads on the way can bring it to that, too. Only what your Claude Code rules deny is "
        "not done."));
    box->addButton(Texts::tr("Allow &everything"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    return box;
}

} // namespace ui::forms
