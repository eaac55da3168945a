#include "ui/log/usage_page.h"

#include "ui/log/colors.h"
#include "ui/log/empty_state.h"
#include "ui/log/formats.h"
#include "ui/log/usage_chart.h"
#include "ui/log/usage_model.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace ui {

namespace {

constexpr int MostDays = 90;
constexpr auto ChangePause = 3s;
constexpr int WideCharacters = 130; // then the charts stand side by side

} // namespace

UsagePage::UsagePage(QWidget *parent)
    : QScrollArea(parent), m_tokens(new UsageChart(UsageChart::Measure::Tokens)),
      m_cost(new UsageChart(UsageChart::Measure::Cost)), m_model(new UsageModel(this)),
      m_table(new QTableView), m_content(new QWidget), m_empty(new EmptyState(viewport()))
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(12);
    m_tiles[0] = addTile(tiles, tr("Today"));
    m_tiles[1] = addTile(tiles, tr("Last 7 days"));
    m_tiles[2] = addTile(tiles, tr("Last 30 days"));
    m_tiles[3] = addTile(tiles, tr("This month"));
    layout->addLayout(tiles);
    layout->addLayout(makeRanges());
    m_charts = new QBoxLayout(QBoxLayout::TopToBottom);
    m_charts->setSpacing(16);
    addChart(m_charts, tr("Tokens"), m_tokens);
    addChart(m_charts, tr("Cost"), m_cost);
    layout->addLayout(m_charts, 1);

    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Usage by model"));
    m_table->setFrameShape(NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setIconSize({10, 10});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultSectionSize(fontMetrics().horizontalAdvance(u'0') * 14);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    layout->addWidget(m_table);
    setWidget(m_content);

    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &UsagePage::ask);
    m_empty->tell(tr("Nothing has been used yet"),
        tr("Tokens and cost of the requests that are answered appear here."));
    setFocusPolicy(Qt::StrongFocus);
}

UsagePage::Tile UsagePage::addTile(QBoxLayout *layout, const QString &title)
{
    auto *frame = new QFrame;
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setBackgroundRole(QPalette::Base);
    frame->setAutoFillBackground(true);
    auto *inner = new QVBoxLayout(frame);
    inner->setSpacing(2);
    auto *name = new QLabel(title);
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *tokens = new QLabel;
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setWeight(QFont::DemiBold);
    tokens->setFont(large);
    auto *rest = new QLabel;
    rest->setWordWrap(true);
    for (auto *label : {name, tokens, rest})
        inner->addWidget(label);
    inner->addStretch();
    frame->setAccessibleName(title);
    layout->addWidget(frame, 1);
    return {tokens, rest};
}

QWidget *UsagePage::addChart(QBoxLayout *layout, const QString &title, UsageChart *chart)
{
    auto *box = new QWidget;
    auto *inner = new QVBoxLayout(box);
    inner->setContentsMargins({});
    inner->setSpacing(4);
    auto *label = new QLabel(title);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    inner->addWidget(label);
    inner->addWidget(chart, 1);
    layout->addWidget(box, 1);
    return box;
}

QBoxLayout *UsagePage::makeRanges()
{
    auto *layout = new QHBoxLayout;
    m_ranges = new QButtonGroup(this);
    for (const int days : {7, 30, MostDays}) {
        auto *button = new QToolButton;
        button->setText(tr("%n day(s)", nullptr, days));
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_ranges->addButton(button, days);
        layout->addWidget(button);
    }
    m_ranges->button(30)->setChecked(true);
    layout->addStretch();
    connect(m_ranges, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            showUsage();
    });
    return layout;
}

int UsagePage::range() const
{
    return m_ranges->checkedId();
}

void UsagePage::setRange(int days)
{
    if (auto *button = m_ranges->button(days))
        button->setChecked(true);
}

void UsagePage::setUsage(const QList<journal::DayUsage> &days)
{
    m_days = days;
    m_known = true;
    showUsage();
}

void UsagePage::noteChange()
{
    if (isVisible() && !m_pause.isActive())
        m_pause.start(ChangePause);
}

void UsagePage::ask()
{
    Q_EMIT usageWanted(QDate::currentDate().addDays(1 - MostDays));
}

void UsagePage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    ask();
}

void UsagePage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const bool wide = width() > fontMetrics().averageCharWidth() * WideCharacters;
    m_charts->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void UsagePage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_known)
        showUsage();
}

void UsagePage::showTile(const Tile &tile, QDate from)
{
    const auto total = UsageSummary::of(m_days, from, QDate::currentDate()).total;
    const auto cost = costText(total.costUsd);
    tile.tokens->setText(cost.isEmpty() ? tr("%1 tokens").arg(shortCountText(total.tokens())) : cost);
    tile.rest->setText(tr("%1 tokens in\n%2 tokens out\n%Ln request(s)", nullptr, int(total.requests))
                           .arg(shortCountText(total.usage.prompt()), shortCountText(total.usage.output)));
    tile.rest->setToolTip(tr("%1 tokens in, of these %2 from the cache; %3 out")
                              .arg(countText(total.usage.prompt()), countText(total.usage.cacheRead),
                                  countText(total.usage.output)));
}

void UsagePage::showUsage()
{
    if (!m_known)
        return;
    const auto today = QDate::currentDate();
    showTile(m_tiles[0], today);
    showTile(m_tiles[1], today.addDays(-6));
    showTile(m_tiles[2], today.addDays(-29));
    showTile(m_tiles[3], QDate(today.year(), today.month(), 1));
    const auto summary = UsageSummary::of(m_days, today.addDays(1 - range()), today);
    m_tokens->setSummary(summary);
    m_cost->setSummary(summary);
    m_model->setSummary(summary, isDark(palette()));
    const int rows = m_model->rowCount();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + rows * m_table->verticalHeader()->defaultSectionSize() + 2);
    m_content->setVisible(!m_days.isEmpty());
    m_empty->setVisible(m_days.isEmpty());
}

} // namespace ui
