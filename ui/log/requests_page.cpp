#include "ui/log/requests_page.h"

#include "ui/log/details_pane.h"
#include "ui/log/empty_state.h"
#include "ui/log/request_header.h"
#include "ui/log/request_table.h"
#include "ui/window_state.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {

constexpr const char *PlaceNames[] = {"below", "right", "hidden"};

// One for each direction, since their sizes mean different things.
QString splitterKey(Qt::Orientation orientation)
{
    return orientation == Qt::Vertical ? u"details-below"_s : u"details-right"_s;
}

} // namespace

RequestsPage::RequestsPage(QWidget *parent)
    : QWidget(parent), m_actions(this), m_table(new RequestTable(m_model)), m_details(new DetailsPane),
      m_empty(new EmptyState(m_table->viewport())), m_splitter(new QSplitter(Qt::Vertical))
{
    m_table->setFrameShape(QFrame::NoFrame);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_splitter);

    m_table->addAction(m_actions.copy);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
        if (!m_table->indexAt(at).isValid())
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(m_actions.forContextMenu());
        menu->popup(m_table->viewport()->mapToGlobal(at));
    });
    connect(m_actions.copy, &QAction::triggered, this, &RequestsPage::copyRows);
    connect(m_table, &QAbstractItemView::activated, this, &RequestsPage::openDetails);
    connect(m_table, &RequestTable::currentNumberChanged, this, &RequestsPage::onCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &RequestsPage::updateActions);
    connect(&m_model, &RequestModel::entryChanged, this, &RequestsPage::onChanged);
    connect(&m_model, &RequestModel::totalsChanged, this, &RequestsPage::updateClock);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_model.tick();
        if (const auto number = m_table->currentNumber())
            onChanged(*number);
    });
    setFocusProxy(m_table);
}

void RequestsPage::setDetailsPlace(DetailsPlace place)
{
    m_place = place;
    m_details->setVisible(place != DetailsPlace::Hidden);
    m_splitter->setOrientation(place == DetailsPlace::Right ? Qt::Horizontal : Qt::Vertical);
}

void RequestsPage::restore(const WindowState &state)
{
    m_table->header().setColumns(state.value("columns").toString());
    const auto place = state.value("details", QString::fromLatin1(PlaceNames[0])).toString();
    for (size_t i = 0; i < std::size(PlaceNames); ++i) {
        if (place == QLatin1StringView(PlaceNames[i]))
            setDetailsPlace(DetailsPlace(i));
    }
    m_splitter->restoreState(state.value(splitterKey(m_splitter->orientation())).toByteArray());
    m_table->setFollows(m_table->sortsByTime() && state.value("follows", true).toBool());
}

void RequestsPage::save(WindowState &state) const
{
    state.setValue("columns", m_table->header().columns());
    state.setValue("details", QString::fromLatin1(PlaceNames[size_t(m_place)]));
    state.setValue(splitterKey(m_splitter->orientation()), m_splitter->saveState());
    state.setValue("follows", m_table->wantsToFollow());
}

void RequestsPage::onCurrent(std::optional<qint64> number)
{
    m_askedStore.reset();
    m_details->setEntry(number ? m_model.entry(*number) : nullptr);
    updateActions();
    Q_EMIT watchWanted(number);
}

void RequestsPage::onChanged(qint64 number)
{
    if (number != m_table->currentNumber())
        return;
    m_details->setEntry(m_model.entry(number));
    updateActions();
}

void RequestsPage::setDetails(qint64 number, const std::optional<journal::Details> &details, bool live)
{
    if (number != m_table->currentNumber())
        return;
    if (!details && live) {
        if (std::exchange(m_askedStore, number) != number)
            Q_EMIT storedDetailsWanted(number);
        return;
    }
    m_details->setDetails(details);
    updateActions();
}

QList<qint64> RequestsPage::selectedRunning() const
{
    QList<qint64> running;
    // The model knows few that run, the table maybe many that are selected.
    for (const qint64 number : m_model.runningNumbers()) {
        if (const int row = m_model.rowOf(number); row >= 0 && m_table->selectionModel()->isRowSelected(row))
            running += number;
    }
    std::ranges::sort(running);
    return running;
}

void RequestsPage::updateActions()
{
    qsizetype selected = 0;
    for (const auto &range : m_table->selectionModel()->selection())
        selected += range.height();
    m_actions.setSelection(selected, selectedRunning().size(), m_details->details().has_value());
}

void RequestsPage::updateClock()
{
    const bool runs = m_model.running() > 0 && isVisible() && !window()->isMinimized();
    if (runs && !m_clock.isActive())
        m_clock.start(1s);
    else if (!runs)
        m_clock.stop();
}

void RequestsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateClock();
}

void RequestsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateClock();
}

// As a spreadsheet takes it: the shown columns, separated by tabs.
void RequestsPage::copyRows() const
{
    const auto &header = m_table->header();
    QString text;
    for (const qint64 number : m_table->selectedNumbers()) {
        const int row = m_model.rowOf(number);
        QStringList cells;
        for (int visual = 0; visual < header.count(); ++visual) {
            const int column = header.logicalIndex(visual);
            if (!header.isSectionHidden(column))
                cells += m_model.index(row, column).data().toString();
        }
        text += cells.join(u'\t') + u'\n';
    }
    QGuiApplication::clipboard()->setText(text);
}

void RequestsPage::openDetails()
{
    if (m_place == DetailsPlace::Hidden)
        setDetailsPlace(DetailsPlace::Below);
    m_details->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
