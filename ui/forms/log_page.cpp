#include "ui/forms/log_page.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui::forms {

LogPage::LogPage() : Page(tr("Log")), m_file(new QLineEdit), m_open(new QPushButton(tr("&Open folder")))
{
    addHeading(tr("Request log"));
    addChoice("keep-bodies", tr("&Texts of requests and answers:"),
        {{u"never"_s, tr("Don't keep them")}, {u"memory"_s, tr("The last ones, in memory")},
            {u"store"_s, tr("All, on disk")}},
        tr("Keys and other secrets are never kept."));
    auto *days = qobject_cast<QSpinBox *>(addNumber("keep-days", tr("&Keep requests for:"))->control());
    connect(days, &QSpinBox::valueChanged, this,
        [=](int number) { days->setSuffix(tr(" day(s)", "after a number", number)); });
    m_file->setReadOnly(true);
    m_open->setAutoDefault(false);
    addRow(tr("&File:"), m_file, across(m_file, m_open));
    auto *clear = new QPushButton(tr("&Clear log…"));
    clear->setAutoDefault(false);
    addRow({}, clear, leftOf(clear));

    addHeading(tr("Messages of the program"));
    addChoice("log-level", tr("On &standard error:"),
        {{u"error"_s, tr("Errors")}, {u"warning"_s, tr("Errors and warnings")},
            {u"info"_s, tr("A line for each request too")}, {u"debug"_s, tr("Everything")}});

    connect(clear, &QPushButton::clicked, this, &LogPage::askToClear);
    connect(m_open, &QPushButton::clicked, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_file->text()).path())); });
    setFile({});
}

void LogPage::setFile(const QString &path)
{
    m_file->setText(path);
    m_file->setCursorPosition(0);
    m_open->setEnabled(!path.isEmpty());
}

void LogPage::askToClear()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Clear log"),
        tr("Remove all requests from the log?"), QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("With them goes what the usage page counts. This can't be undone."));
    const auto *clear = box->addButton(tr("C&lear"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(clear, &QPushButton::clicked, this, &LogPage::clearWanted);
    box->open();
}

} // namespace ui::forms
