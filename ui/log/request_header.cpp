#include "ui/log/request_header.h"

#include "ui/log/request_columns.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int Narrowest = 36;

int columnNamed(QStringView key)
{
    const auto all = requestColumns();
    const auto found =
        std::ranges::find_if(all, [key](const RequestColumn &column) { return column.key == key; });
    return found == all.end() ? -1 : int(found - all.begin());
}

} // namespace

RequestHeader::RequestHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setStretchLastSection(true);
    setSortIndicatorShown(true);
    setMinimumSectionSize(Narrowest);
    connect(this, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (width > 0 && column < m_widths.size())
            m_widths[column] = width;
    });
}

void RequestHeader::setModel(QAbstractItemModel *model)
{
    QHeaderView::setModel(model);
    if (m_actions.isEmpty() && count() > 0) {
        m_widths.fill(0, count());
        makeActions();
        setColumns({});
    }
}

void RequestHeader::makeActions()
{
    for (int column = 0; column < count(); ++column) {
        const auto title = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        auto *action = new QAction(title, this);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, column](bool shown) { showColumn(column, shown); });
        m_actions += action;
    }
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    auto *defaults = new QAction(tr("&Reset columns"), this);
    connect(defaults, &QAction::triggered, this, [this] { setColumns({}); });
    m_actions += {separator, defaults};
}

void RequestHeader::showColumn(int column, bool shown)
{
    setSectionHidden(column, !shown);
    if (shown)
        resizeSection(column, m_widths[column]);
    updateActions();
}

// The last one that is shown can't be hidden.
void RequestHeader::updateActions()
{
    for (int column = 0; column < count(); ++column) {
        const bool shown = !isSectionHidden(column);
        m_actions[column]->setChecked(shown);
        m_actions[column]->setEnabled(!shown || count() - hiddenSectionCount() > 1);
    }
}

QString RequestHeader::columns() const
{
    const auto all = requestColumns();
    QStringList parts;
    for (int visual = 0; visual < count(); ++visual) {
        const int column = logicalIndex(visual);
        parts += QLatin1StringView(isSectionHidden(column) ? "-" : "") + all[size_t(column)].key + u'='
            + QString::number(m_widths[column]);
    }
    if (const int column = sortIndicatorSection(); column >= 0 && column < count())
        parts += "sort="_L1 + QLatin1StringView(sortIndicatorOrder() == Qt::DescendingOrder ? "-" : "")
            + all[size_t(column)].key;
    return parts.join(u' ');
}

void RequestHeader::setColumns(const QString &text)
{
    const auto all = requestColumns();
    for (int column = 0; column < count(); ++column) {
        moveSection(visualIndex(column), column);
        setSectionHidden(column, false);
        resizeSection(column, all[size_t(column)].width * fontMetrics().horizontalAdvance(u'0'));
        setSectionHidden(column, !all[size_t(column)].shown);
    }
    int sorted = TimeColumn;
    auto order = Qt::AscendingOrder;
    int place = 0;
    for (const auto part : QStringView(text).split(u' ', Qt::SkipEmptyParts)) {
        const auto equals = part.indexOf(u'=');
        auto key = part.first(std::max<qsizetype>(equals, 0));
        auto value = part.sliced(equals + 1);
        if (key == "sort"_L1) {
            order = value.startsWith(u'-') ? Qt::DescendingOrder : Qt::AscendingOrder;
            sorted = std::max(columnNamed(value.sliced(value.startsWith(u'-') ? 1 : 0)), 0);
            continue;
        }
        const bool hidden = key.startsWith(u'-');
        const int column = columnNamed(key.sliced(hidden ? 1 : 0));
        if (column < 0)
            continue;
        setSectionHidden(column, false);
        resizeSection(column, std::clamp(value.toInt(), Narrowest, 4000));
        setSectionHidden(column, hidden);
        moveSection(visualIndex(column), place++);
    }
    if (hiddenSectionCount() == count())
        setSectionHidden(TimeColumn, false);
    setSortIndicator(sorted, order);
    updateActions();
}

void RequestHeader::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    menu->popup(event->globalPos());
}

} // namespace ui
