#include "ui/forms/settings_window.h"

#include "ui/forms/access_page.h"
#include "ui/forms/claude_page.h"
#include "ui/forms/general_page.h"
#include "ui/forms/limits_page.h"
#include "ui/forms/log_page.h"
#include "ui/forms/models_page.h"
#include "ui/forms/note.h"
#include "ui/forms/server_page.h"
#include "ui/forms/sessions_page.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr int PageWidth = 86; // in characters
constexpr int TitleRoom = 44; // pixels beside a page's title, for the margins and a mark

// The mark of a page stands behind its title, so that the titles stay in line.
class MarkBehind : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->decorationPosition = QStyleOptionViewItem::Right;
    }
};

} // namespace

SettingsWindow::SettingsWindow(QWidget *parent)
    : QDialog(parent), m_titles(new QListWidget), m_stack(new QStackedWidget),
      m_buttons(new QDialogButtonBox), m_problem(new forms::Note), m_general(new forms::GeneralPage),
      m_access(new forms::AccessPage), m_log(new forms::LogPage)
{
    setWindowTitle(tr("Settings"));
    m_titles->setItemDelegate(new MarkBehind(m_titles));
    m_titles->setAccessibleName(tr("Pages"));
    for (auto *page : std::initializer_list<forms::Page *>{m_general, new forms::ServerPage, m_access,
             new forms::ClaudePage, new forms::ModelsPage, new forms::SessionsPage, new forms::LimitsPage,
             m_log})
        add(page);

    // In the order in which they stand: Qt 6.4 leaves some out of the Tab order otherwise.
    auto *reset = m_buttons->addButton(tr("R&eset page"), QDialogButtonBox::ResetRole);
    m_buttons->setStandardButtons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Apply);
    m_apply = m_buttons->button(QDialogButtonBox::Apply);
    reset->setToolTip(tr("Show the defaults of this page"));
    reset->setAutoDefault(false);

    auto *columns = new QHBoxLayout;
    columns->addWidget(m_titles);
    columns->addWidget(m_stack, 1);
    auto *lines = new QVBoxLayout(this);
    lines->addLayout(columns, 1);
    lines->addWidget(m_problem);
    lines->addWidget(m_buttons);

    connect(m_titles, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(reset, &QPushButton::clicked, this, &SettingsWindow::resetPage);
    connect(m_apply, &QPushButton::clicked, this, &SettingsWindow::apply);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &SettingsWindow::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        if (!isEdited() || store())
            accept();
    });
    connect(m_log, &forms::LogPage::clearWanted, this, &SettingsWindow::clearLogWanted);
    m_titles->setCurrentRow(0);
    fit();
    showEdited();
}

// No page is cut off or scrolls, unless the screen is too small for it.
void SettingsWindow::fit()
{
    m_titles->setFixedWidth(m_titles->sizeHintForColumn(0) + 2 * m_titles->frameWidth());
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_stack);
    int width = fontMetrics().averageCharWidth() * PageWidth;
    for (const auto *page : std::as_const(m_pages))
        width = std::max(width, page->minimumSizeHint().width() + bar);
    int height = 0;
    for (const auto *page : std::as_const(m_pages))
        height = std::max(height, page->heightForWidth(width));
    m_stack->setMinimumWidth(width);
    resize(sizeHint().width(), sizeHint().height() - m_stack->sizeHint().height() + height);
    resize(size().boundedTo(screen()->availableSize() * 9 / 10));
}

void SettingsWindow::add(forms::Page *page)
{
    m_pages.append(page);
    auto *title = new QListWidgetItem(page->title(), m_titles);
    title->setSizeHint(
        {fontMetrics().horizontalAdvance(page->title()) + TitleRoom, fontMetrics().height() + 10});
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    m_stack->addWidget(scroll);
    connect(page, &forms::Page::edited, this, &SettingsWindow::showEdited);
}

void SettingsWindow::setLayers(const settings::Layers &layers)
{
    m_layers = layers;
    m_general->setFile(layers.file());
    load();
}

void SettingsWindow::load()
{
    for (auto *page : std::as_const(m_pages))
        page->load(m_layers);
    m_general->setStartsAtLogin(m_startsAtLogin);
    m_problem->setWarning(m_layers.fileNotices().join(u' '));
    showEdited();
}

void SettingsWindow::setStatus(const app::Status &status)
{
    for (auto *page : std::as_const(m_pages))
        page->setStatus(status);
}

void SettingsWindow::setStartsAtLogin(bool starts)
{
    m_startsAtLogin = starts;
    m_general->setStartsAtLogin(starts);
    showEdited();
}

void SettingsWindow::setKeyUsage(const QList<journal::KeyUsage> &usage)
{
    m_access->setUsage(usage);
}

void SettingsWindow::setLogFile(const QString &path)
{
    m_log->setFile(path);
}

void SettingsWindow::setProblem(const QString &sentence)
{
    m_refused = !sentence.isEmpty();
    m_problem->setWarning(sentence);
}

settings::Settings SettingsWindow::edited() const
{
    auto settings = m_layers.stored();
    for (const auto *page : m_pages)
        page->write(settings);
    return settings;
}

bool SettingsWindow::isEdited() const
{
    return m_general->startsAtLogin() != m_startsAtLogin || edited() != m_layers.stored()
        || std::ranges::any_of(m_pages, &forms::Page::firstWrong);
}

// A page where something is wrong has a mark, for the button that goes there is not on it.
void SettingsWindow::showEdited()
{
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const bool wrong = m_pages[i]->firstWrong();
        m_titles->item(int(i))->setIcon(
            wrong ? style()->standardIcon(QStyle::SP_MessageBoxWarning) : QIcon());
    }
    m_apply->setEnabled(isEdited());
}

// Else goes to what is wrong.
bool SettingsWindow::store()
{
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        if (auto *wrong = m_pages[i]->firstWrong()) {
            m_titles->setCurrentRow(int(i));
            wrong->setFocus();
            return false;
        }
    }
    setProblem({});
    // What is stored is shown anew at once, and with it what the desktop says.
    const bool starts = m_general->startsAtLogin();
    if (const auto settings = edited(); settings != m_layers.stored())
        Q_EMIT stored(settings);
    if (starts != m_startsAtLogin)
        Q_EMIT startAtLoginWanted(starts);
    return !m_refused;
}

void SettingsWindow::apply()
{
    store();
}

void SettingsWindow::resetPage()
{
    m_pages[m_titles->currentRow()]->reset();
}

// What was entered is forgotten.
void SettingsWindow::reject()
{
    load();
    QDialog::reject();
}

} // namespace ui
