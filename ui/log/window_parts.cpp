#include "ui/log/window.h"

#include "ui/actions.h"
#include "ui/log/banner.h"
#include "ui/log/details_pane.h"
#include "ui/log/empty_state.h"
#include "ui/log/filter_edit.h"
#include "ui/log/formats.h"
#include "ui/log/log_bar.h"
#include "ui/log/request_header.h"
#include "ui/log/request_table.h"
#include "ui/log/requests_page.h"

#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

// What the request log's window is put together of.
namespace ui {

void LogWindow::makeActions()
{
    auto *pages = new QActionGroup(this);
    m_showRequests = pages->addAction(tr("&Requests"));
    m_showRequests->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_1));
    connect(m_showRequests, &QAction::triggered, this, &LogWindow::showRequests);
    m_showUsage = pages->addAction(tr("&Usage"));
    m_showUsage->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_2));
    connect(m_showUsage, &QAction::triggered, this, &LogWindow::showUsage);
    for (auto *page : pages->actions())
        page->setCheckable(true);
    m_showRequests->setChecked(true);

    auto &table = m_requests->table();
    m_follow = new QAction(tr("&Follow"), this);
    m_follow->setCheckable(true);
    m_follow->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    m_follow->setToolTip(tr("Keep the newest request in sight. Scrolling away pauses it."));
    m_follow->setChecked(table.follows());
    connect(m_follow, &QAction::triggered, &table, &RequestTable::setFollows);
    connect(&table, &RequestTable::followsChanged, m_follow, &QAction::setChecked);

    m_find = new QAction(tr("&Find"), this);
    m_find->setShortcut(QKeySequence::Find);
    connect(m_find, &QAction::triggered, this, &LogWindow::find);

    const auto &actions = m_requests->actions();
    connect(actions.cancel, &QAction::triggered, this, [this] { cancelSelected(false); });
    connect(actions.copyId, &QAction::triggered, this, &LogWindow::copyId);
    connect(actions.copyCurl, &QAction::triggered, this, &LogWindow::copyCurl);
    connect(actions.sendAgain, &QAction::triggered, this, &LogWindow::sendAgain);
    connect(actions.exportSelection, &QAction::triggered, this, &LogWindow::exportSelection);

    m_bar = new LogBar({m_showRequests, m_showUsage}, m_follow, actions.cancel);
    auto *layout = qobject_cast<QBoxLayout *>(centralWidget()->layout());
    layout->insertWidget(2, m_bar); // below the banners
    connect(m_bar, &LogBar::filterChanged, &m_requests->model(), &RequestModel::setFilter);
    connect(m_bar, &LogBar::outcomeChanged, &m_requests->model(), &RequestModel::setOutcome);
    makeShortcuts();
}

void LogWindow::makeShortcuts()
{
    auto &table = m_requests->table();
    auto *erase = new QShortcut(Qt::Key_Delete, &table);
    erase->setContext(Qt::WidgetShortcut);
    connect(erase, &QShortcut::activated, this, [this] { cancelSelected(true); });
    for (QWidget *widget : {static_cast<QWidget *>(&table), static_cast<QWidget *>(&m_bar->filter())}) {
        auto *escape = new QShortcut(Qt::Key_Escape, widget);
        escape->setContext(Qt::WidgetShortcut);
        connect(escape, &QShortcut::activated, this, &LogWindow::clearFilter);
    }
    // From the filter to what it has found.
    auto *down = new QShortcut(Qt::Key_Down, &m_bar->filter());
    down->setContext(Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, &table, qOverload<>(&QWidget::setFocus));
}

void LogWindow::makeMenus()
{
    m_relayActions.fillMenuBar(menuBar());
    auto *before = menuBar()->actions().constFirst();
    const auto &actions = m_requests->actions();
    const auto addMenu = [&](const QString &title) {
        auto *menu = new QMenu(title, menuBar());
        menuBar()->insertMenu(before, menu);
        return menu;
    };
    auto *file = addMenu(tr("&File"));
    file->addAction(actions.exportSelection);
    file->addSeparator();
    auto *close = file->addAction(tr("&Close"), this, &QWidget::close);
    close->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_W));

    auto *edit = addMenu(tr("&Edit"));
    edit->addActions({actions.copy, actions.copyId, actions.copyCurl});
    edit->addSeparator();
    edit->addAction(m_find);

    auto *view = addMenu(tr("&View"));
    view->addActions({m_showRequests, m_showUsage});
    view->addSeparator();
    view->addAction(m_follow);
    view->addMenu(tr("&Columns"))->addActions(m_requests->table().header().columnActions());
    auto *details = view->addMenu(tr("&Details"));
    m_places = new QActionGroup(this);
    for (const auto &text : {tr("&Below"), tr("At the &right"), tr("&Hidden")}) {
        auto *place = m_places->addAction(text);
        place->setCheckable(true);
        place->setData(int(m_places->actions().size()) - 1);
    }
    details->addActions(m_places->actions());
    connect(m_places, &QActionGroup::triggered, this, [this](const QAction *place) {
        m_requests->setDetailsPlace(RequestsPage::DetailsPlace(place->data().toInt()));
    });

    auto *request = addMenu(tr("Re&quest"));
    request->addActions({actions.cancel, actions.sendAgain});
}

void LogWindow::makeContent()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_noTrayBanner = new Banner;
    m_trouble = new Banner;
    m_pages = new QStackedWidget;
    m_requests = new RequestsPage;
    m_pages->addWidget(m_requests);
    layout->addWidget(m_noTrayBanner);
    layout->addWidget(m_trouble);
    layout->addWidget(m_pages, 1);
    setCentralWidget(content);
    m_totals = new QLabel;
    m_totals->setContentsMargins(6, 0, 6, 0);
    statusBar()->addPermanentWidget(m_totals);
    connect(m_trouble, &Banner::pressed, this, [this] {
        using Trouble = app::Status::Trouble;
        if (m_status.trouble == Trouble::PortTaken)
            m_relayActions.settings()->trigger();
        else if (m_status.trouble == Trouble::ClaudeMissing || m_status.trouble == Trouble::LoggedOut)
            m_relayActions.doctor()->trigger();
        else
            m_relayActions.toggle()->trigger();
    });
    connect(m_requests, &RequestsPage::watchWanted, this, &LogWindow::watchWanted);
    connect(m_requests, &RequestsPage::storedDetailsWanted, this, &LogWindow::storedDetailsWanted);
    connect(&m_requests->details(), &DetailsPane::settingsWanted, this,
        [this] { m_relayActions.settings()->trigger(); });
    connect(&m_requests->model(), &RequestModel::totalsChanged, this, &LogWindow::updateTotals);
    connect(&m_requests->model(), &QAbstractItemModel::modelReset, this, &LogWindow::updateTotals);
}

void LogWindow::makeEmptyState()
{
    auto &empty = m_requests->empty();
    m_clearFilter = new QPushButton(tr("Clear filter"));
    connect(m_clearFilter, &QPushButton::clicked, this, &LogWindow::clearFilter);
    m_start = new QPushButton(tr("Start"));
    connect(m_start, &QPushButton::clicked, this, [this] { m_relayActions.toggle()->trigger(); });
    m_setup = new QPushButton(tr("Copy setup for"));
    m_setup->setMenu(m_relayActions.newSetupMenu(m_setup));
    for (auto *button : {m_clearFilter, m_start, m_setup})
        empty.addButton(button);
    updateEmptyState();
}

void LogWindow::updateEmptyState()
{
    auto &empty = m_requests->empty();
    const auto &model = m_requests->model();
    const bool filtered = model.total() > 0;
    const bool stopped = !m_status.listens();
    if (filtered)
        empty.tell(tr("Nothing matches"), tr("No request matches the filter."));
    else if (stopped)
        empty.tell(tr("No requests yet"), tr("The relay is stopped."));
    else
        empty.tell(tr("No requests yet"),
            tr("Point a program at %1 and its requests appear here.").arg(m_status.address()));
    m_clearFilter->setVisible(filtered);
    m_start->setVisible(!filtered && stopped);
    m_setup->setVisible(!filtered && !stopped);
    empty.setVisible(model.rowCount() == 0 && (filtered || m_loaded));
}

void LogWindow::updateBanners()
{
    m_noTrayBanner->tell(Banner::Kind::Hint,
        m_noTray ? tr(
            "This desktop shows no tray, so this window is the application: closing it ends the "
            "relay. GNOME shows a tray with the extension “AppIndicator and KStatusNotifierItem Support”.")
                 : QString());
    using State = app::Status::State;
    using Trouble = app::Status::Trouble;
    if (m_status.state != State::Trouble) {
        m_trouble->tell(Banner::Kind::Hint, {});
        return;
    }
    auto text = m_status.problem;
    QString button;
    switch (m_status.trouble) {
    case Trouble::LoggedOut:
        text = tr("Claude Code is not logged in. Run claude in a terminal and log in with /login.");
        [[fallthrough]];
    case Trouble::ClaudeMissing:
        button = tr("Doctor…");
        break;
    case Trouble::RateLimited:
        if (m_status.until.isValid() && !text.endsWith(u'.'))
            text += u'.';
        if (m_status.until.isValid())
            text += u' ' + tr("It ends at %1.").arg(TimeFormat().text(m_status.until));
        break;
    case Trouble::PortTaken:
        button = tr("Settings…");
        break;
    case Trouble::None:
    case Trouble::Other:
        button = m_status.listens() ? QString() : tr("Start");
        break;
    }
    m_trouble->tell(Banner::Kind::Trouble, text, button);
}

void LogWindow::updateTotals()
{
    const auto &model = m_requests->model();
    const auto shown = model.rowCount();
    const auto total = int(model.total());
    QStringList parts;
    parts += shown == total ? tr("%Ln request(s)", nullptr, total)
                            : tr("%1 of %Ln request(s)", nullptr, total).arg(countText(shown));
    if (model.running() > 0)
        parts += tr("%n running", nullptr, int(model.running()));
    const auto today = model.today();
    if (today.usage != chat::Usage()) {
        auto used = tr("Today: %1 tokens in, %2 out")
                        .arg(shortCountText(today.usage.prompt()), shortCountText(today.usage.output));
        if (const auto cost = costText(today.costUsd); !cost.isEmpty())
            used += ", "_L1 + cost;
        parts += used;
    }
    m_totals->setText(parts.join(u"   ·   "_s));
    updateEmptyState();
}

} // namespace ui
