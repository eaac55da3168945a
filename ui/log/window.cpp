#include "ui/log/window.h"

#include "ui/actions.h"
#include "ui/log/banner.h"
#include "ui/log/curl.h"
#include "ui/log/details_pane.h"
#include "ui/log/export_job.h"
#include "ui/log/filter_edit.h"
#include "ui/log/log_bar.h"
#include "ui/log/request_table.h"
#include "ui/log/requests_page.h"
#include "ui/log/usage_page.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

LogWindow::LogWindow(Actions &actions, const QString &stateFile, QWidget *parent)
    : QMainWindow(parent), m_relayActions(actions), m_state(u"log"_s, stateFile)
{
    setWindowTitle(tr("Request log"));
    makeContent();
    makeActions();
    makeMenus();
    makeEmptyState();
    restore();
    updateTotals();
    m_requests->table().setFocus();
}

LogWindow::~LogWindow()
{
    m_state.saveGeometry(*this);
    m_requests->save(m_state);
    if (m_usage)
        m_state.setValue("usage-range", m_usage->range());
}

void LogWindow::restore()
{
    if (!m_state.restoreGeometry(*this))
        resize(QSize(fontMetrics().averageCharWidth() * 190, fontMetrics().height() * 42)
                   .boundedTo(screen()->availableSize() * 0.9));
    m_requests->restore(m_state);
    m_places->actions().at(int(m_requests->detailsPlace()))->setChecked(true);
}

void LogWindow::setStatus(const app::Status &status)
{
    m_status = status;
    updateBanners();
    updateEmptyState();
}

void LogWindow::setNoTray(bool noTray)
{
    m_noTray = noTray;
    updateBanners();
}

void LogWindow::setKept(settings::KeepBodies kept)
{
    m_requests->details().setKept(kept);
}

void LogWindow::setEntries(const QList<journal::Entry> &entries)
{
    m_requests->model().update(entries);
    if (m_usage && std::ranges::any_of(entries, [](const journal::Entry &entry) {
            return entry.phase == journal::Entry::Phase::Ended;
        }))
        m_usage->noteChange();
}

void LogWindow::setRecords(const QList<journal::Record> &records, bool last)
{
    m_loaded |= last;
    m_requests->model().addStored(records);
}

void LogWindow::setDetails(qint64 number, const std::optional<journal::Details> &details, bool live)
{
    m_requests->setDetails(number, details, live);
}

void LogWindow::setUsage(const QList<journal::DayUsage> &days)
{
    if (m_usage)
        m_usage->setUsage(days);
}

void LogWindow::clear()
{
    m_requests->model().clear();
    if (m_usage)
        m_usage->setUsage({});
}

void LogWindow::tell(const QString &sentence)
{
    statusBar()->showMessage(sentence, 15'000);
}

void LogWindow::showRequests()
{
    m_showRequests->setChecked(true);
    m_bar->setForRequests(true);
    m_pages->setCurrentWidget(m_requests);
}

void LogWindow::showUsage()
{
    if (!m_usage) {
        m_usage = new UsagePage;
        m_usage->setRange(m_state.value("usage-range", 30).toInt());
        connect(m_usage, &UsagePage::usageWanted, this, &LogWindow::usageWanted);
        m_pages->addWidget(m_usage);
    }
    m_showUsage->setChecked(true);
    m_bar->setForRequests(false);
    m_pages->setCurrentWidget(m_usage);
}

void LogWindow::find()
{
    const auto *focus = QApplication::focusWidget();
    if (m_pages->currentWidget() == m_requests && focus && m_requests->details().isAncestorOf(focus)
        && m_requests->details().search())
        return;
    showRequests();
    m_bar->filter().setFocus(Qt::ShortcutFocusReason);
    m_bar->filter().selectAll();
}

void LogWindow::clearFilter()
{
    m_bar->clear();
    m_requests->table().setFocus();
}

void LogWindow::cancelSelected(bool ask)
{
    const auto running = m_requests->selectedRunning();
    const auto cancel = [this, running] {
        for (const qint64 number : running)
            Q_EMIT cancelWanted(number);
    };
    if (running.isEmpty())
        return;
    if (!ask && running.size() == 1) {
        cancel();
        return;
    }
    auto *question = new QMessageBox(QMessageBox::Question, tr("Cancel requests"),
        tr("Cancel %n running request(s)?", nullptr, int(running.size())), QMessageBox::NoButton, this);
    question->setInformativeText(tr("Their clients get an error."));
    auto *yes = question->addButton(tr("&Cancel requests"), QMessageBox::AcceptRole);
    question->addButton(tr("&Let them go on"), QMessageBox::RejectRole);
    question->setDefaultButton(yes);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QDialog::accepted, this, cancel);
    question->open();
}

void LogWindow::copyId() const
{
    QStringList ids;
    for (const qint64 number : m_requests->table().selectedNumbers()) {
        if (const auto *entry = m_requests->model().entry(number))
            ids += QString::fromUtf8(entry->record.id);
    }
    QGuiApplication::clipboard()->setText(ids.join(u'\n'));
}

void LogWindow::copyCurl() const
{
    const auto number = m_requests->table().currentNumber();
    const auto *entry = number ? m_requests->model().entry(*number) : nullptr;
    const auto &details = m_requests->details().details();
    if (entry && details)
        QGuiApplication::clipboard()->setText(
            QString::fromUtf8(curlCommand(m_status.baseUrl.toUtf8(), entry->record.endpoint, *details)));
}

void LogWindow::sendAgain()
{
    const auto number = m_requests->table().currentNumber();
    const auto *entry = number ? m_requests->model().entry(*number) : nullptr;
    const auto &details = m_requests->details().details();
    if (!entry || !details)
        return;
    if (!m_status.listens())
        tell(tr("The relay is stopped: start it to send the request again."));
    else if (m_status.baseUrl.isEmpty())
        tell(tr("The relay has no port to which the request could be sent again, only a socket."));
    else
        Q_EMIT sendAgainWanted(
            m_status.baseUrl.toUtf8(), entry->record.endpoint, details->request, entry->record.key);
}

void LogWindow::exportSelection()
{
    auto *dialog = new QFileDialog(this, tr("Export requests"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("JSON (*.json)"), tr("CSV, for spreadsheets (*.csv)")});
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"requests.json"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains("csv"_L1) ? u"csv"_s : u"json"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &LogWindow::startExport);
    dialog->open();
}

void LogWindow::startExport(const QString &path)
{
    QList<journal::Entry> entries;
    for (const qint64 number : m_requests->table().selectedNumbers()) {
        if (const auto *entry = m_requests->model().entry(number))
            entries += *entry;
    }
    const auto count = int(entries.size());
    auto *job = new ExportJob(path, std::move(entries), this);
    connect(job, &ExportJob::finished, this, [this, path, count](const QString &problem) {
        tell(problem.isEmpty() ? tr("%n request(s) written to %1", nullptr, count).arg(path) : problem);
    });
}

void LogWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        m_requests->updateClock();
}

} // namespace ui
