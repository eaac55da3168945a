#include "ui/log/details_lines.h"

#include "ui/log/cli_lines_model.h"
#include "ui/log/json_text.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr qsizetype LongestPretty = 512 * 1024; // bytes

} // namespace

DetailsLines::DetailsLines(QWidget *parent)
    : QWidget(parent), m_model(new CliLinesModel(this)), m_note(new QLabel), m_table(new QTableView),
      m_line(new QPlainTextEdit), m_splitter(new QSplitter(Qt::Horizontal))
{
    auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    m_note->setWordWrap(true);
    m_note->setMargin(6);
    m_note->setAlignment(Qt::AlignCenter);
    m_table->setModel(m_model);
    m_table->setFont(fixed);
    m_table->setAccessibleName(tr("Lines"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 4);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setMinimumSectionSize(20);
    m_table->setColumnWidth(CliLinesModel::TimeColumn, m_table->fontMetrics().averageCharWidth() * 10);
    m_table->setColumnWidth(CliLinesModel::DirectionColumn, m_table->fontMetrics().averageCharWidth() * 4);
    m_line->setFont(fixed);
    m_line->setReadOnly(true);
    m_line->setFrameShape(QFrame::NoFrame);
    m_line->setAccessibleName(tr("Selected line"));
    m_line->setPlaceholderText(tr("Select a line to see all of it."));
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_line);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_splitter);

    auto *copyAction = new QAction(tr("&Copy lines"), m_table);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &DetailsLines::copy);
    m_table->addAction(copyAction);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &DetailsLines::showLine);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { showLine({}); });
    setFocusProxy(m_table);
}

void DetailsLines::setLines(const std::vector<journal::CliLine> &lines, qint64 dropped, bool goesOn)
{
    auto *bar = m_table->verticalScrollBar();
    const bool atEnd = bar->maximum() > 0 && bar->value() == bar->maximum();
    m_model->setLines(lines, dropped);
    if (atEnd)
        m_table->scrollToBottom();
    m_splitter->setVisible(!lines.empty());
    if (lines.empty())
        m_note->setText(goesOn ? tr("Nothing went to Claude Code yet.") : tr("Nothing went to Claude Code."));
    else
        m_note->setText(tr("%n older line(s) were dropped to save memory.", nullptr, int(dropped)));
    m_note->setVisible(dropped > 0 || lines.empty());
}

void DetailsLines::setNone(const QString &why)
{
    m_model->setLines({}, 0);
    m_splitter->setVisible(false);
    m_note->setText(why);
    m_note->setVisible(true);
}

void DetailsLines::showLine(const QModelIndex &index)
{
    m_line->setPlainText(index.isValid()
            ? QString::fromUtf8(prettyJson(m_model->lineAt(index.row()).text, LongestPretty))
            : QString());
}

void DetailsLines::copy() const
{
    auto rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QByteArray text;
    for (const auto &row : rows)
        text += m_model->lineAt(row.row()).text + '\n';
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
}

} // namespace ui
