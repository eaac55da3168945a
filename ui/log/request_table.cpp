#include "ui/log/request_table.h"

#include "ui/log/request_columns.h"
#include "ui/log/request_delegate.h"
#include "ui/log/request_header.h"
#include "ui/log/request_model.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

// To restore more separate ranges than this takes longer than anyone wants to wait.
constexpr int MostKeptRanges = 500;

} // namespace

RequestTable::RequestTable(RequestModel &model, QWidget *parent)
    : QTableView(parent), m_model(model), m_header(new RequestHeader(this))
{
    setHorizontalHeader(m_header);
    setAccessibleName(tr("Requests"));
    setItemDelegate(new RequestDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeight();
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &RequestTable::keep);
    setModel(&model);
    connect(
        &model, &QAbstractItemModel::modelReset, this, &RequestTable::restore); // behind the selection's own
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RequestTable::userScrolled);
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, &RequestTable::sortBy);
}

void RequestTable::setRowHeight()
{
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + fontMetrics().height() / 2);
}

bool RequestTable::sortsByTime() const
{
    return m_model.order().column == TimeColumn;
}

bool RequestTable::isAtNewest() const
{
    const auto *bar = verticalScrollBar();
    return m_model.order().direction == Qt::AscendingOrder ? bar->value() >= bar->maximum()
                                                           : bar->value() <= bar->minimum();
}

void RequestTable::setFollows(bool follows)
{
    m_resumes = false;
    if (follows && !sortsByTime())
        m_header->setSortIndicator(TimeColumn, Qt::AscendingOrder);
    changeFollows(follows);
    keepPlace();
}

void RequestTable::changeFollows(bool follows)
{
    if (std::exchange(m_follows, follows) == follows)
        return;
    noteTop();
    Q_EMIT followsChanged(follows);
}

void RequestTable::sortBy(int column, Qt::SortOrder order)
{
    m_model.sort(column, order);
    if (!sortsByTime()) {
        m_resumes |= m_follows;
        changeFollows(false);
    } else if (std::exchange(m_resumes, false)) {
        changeFollows(true);
    }
    if (m_follows)
        keepPlace();
    else if (currentIndex().isValid())
        scrollTo(currentIndex(), PositionAtCenter);
    else
        scrollToTop();
}

void RequestTable::userScrolled()
{
    if (m_adjusts)
        return;
    noteTop();
    if (!sortsByTime())
        return;
    const bool atNewest = isAtNewest();
    if (m_follows && !atNewest) {
        m_resumes = true;
        changeFollows(false);
    } else if (m_resumes && atNewest) {
        m_resumes = false;
        changeFollows(true);
    }
}

void RequestTable::noteTop()
{
    const int row = rowAt(0);
    m_top = row < 0 ? QModelIndex() : m_model.index(row, 0);
    m_topHidden = row < 0 ? 0 : -rowViewportPosition(row);
}

// After rows have come or gone.
void RequestTable::keepPlace()
{
    const QScopedValueRollback adjusts(m_adjusts, true);
    auto *bar = verticalScrollBar();
    if (m_follows)
        bar->setValue(m_model.order().direction == Qt::AscendingOrder ? bar->maximum() : bar->minimum());
    else if (m_top.isValid())
        bar->setValue(m_top.row() * verticalHeader()->defaultSectionSize() + m_topHidden);
    else
        noteTop();
}

void RequestTable::updateGeometries()
{
    {
        const QScopedValueRollback adjusts(m_adjusts, true);
        QTableView::updateGeometries();
    }
    keepPlace();
}

// Not sideways.
void RequestTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int before = horizontalScrollBar()->value();
    QTableView::scrollTo(index, hint);
    horizontalScrollBar()->setValue(before);
}

void RequestTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_resetting)
        tellCurrent();
}

void RequestTable::tellCurrent()
{
    const auto index = currentIndex();
    std::optional<qint64> number;
    if (index.isValid())
        number = m_model.entryAt(index.row()).record.number;
    if (std::exchange(m_currentNumber, number) != number)
        Q_EMIT currentNumberChanged(number);
}

QList<qint64> RequestTable::selectedNumbers() const
{
    std::vector<Run> ranges;
    for (const auto &range : selectionModel()->selection())
        ranges.push_back({range.top(), range.bottom()});
    std::ranges::sort(ranges, {}, &Run::first);
    QList<qint64> numbers;
    for (const auto &range : ranges) {
        for (int row = range.first; row <= range.last; ++row)
            numbers += m_model.entryAt(row).record.number;
    }
    return numbers;
}

void RequestTable::select(qint64 number)
{
    if (const int row = m_model.rowOf(number); row >= 0)
        setCurrentIndex(m_model.index(row, m_header->logicalIndexAt(0)));
}

void RequestTable::keep()
{
    m_kept = {m_currentNumber, selectedNumbers(), {}};
    if (m_top.isValid())
        m_kept.top = m_model.entryAt(m_top.row()).record.number;
    m_resetting = true;
}

void RequestTable::restore()
{
    m_resetting = false;
    const auto kept = std::exchange(m_kept, {});
    std::vector<int> rows;
    for (const qint64 number : kept.selected) {
        if (const int row = m_model.rowOf(number); row >= 0)
            rows.push_back(row);
    }
    std::ranges::sort(rows);
    const int current = kept.current ? m_model.rowOf(*kept.current) : -1;
    auto ranges = runsOf(rows);
    if (ranges.size() > MostKeptRanges)
        ranges.clear();
    QItemSelection selection;
    for (const auto &range : ranges)
        selection.append(QItemSelectionRange(
            m_model.index(range.first, 0), m_model.index(range.last, m_model.columnCount() - 1)));
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    tellCurrent();
    if (const int top = kept.top ? m_model.rowOf(*kept.top) : -1; top >= 0)
        m_top = m_model.index(top, 0);
}

// Its base repaints everything.
void RequestTable::dataChanged(
    const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    Q_UNUSED(roles);
    const int top = rowViewportPosition(topLeft.row());
    const int bottom = rowViewportPosition(bottomRight.row()) + rowHeight(bottomRight.row());
    const QRect rows(0, top, viewport()->width(), bottom - top);
    if (rows.intersects(viewport()->rect()))
        viewport()->update(rows);
}

void RequestTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setRowHeight();
}

} // namespace ui
