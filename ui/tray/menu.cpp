#include "ui/tray/menu.h"

#include "ui/actions.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace ui {

namespace {

constexpr int LongestLine = 70; // characters

// A menu takes & for the mark of a shortcut.
QString escaped(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

QString elided(const QFontMetrics &metrics, const QString &text)
{
    return metrics.elidedText(text, Qt::ElideRight, metrics.averageCharWidth() * LongestLine);
}

} // namespace

TrayMenu::TrayMenu(const Actions &actions) : m_status(addLine()), m_questions(addAction(QString()))
{
    m_status->setVisible(true);
    connect(m_questions, &QAction::triggered, this, &TrayMenu::questionsWanted);
    addSeparator();
    addRequests();
    m_requestsEnd = addSeparator();
    m_requests = addLine();
    m_tokens = addLine();
    for (int index = 0; index < MostWindows; ++index)
        m_windows.push_back(addLine());
    m_usageEnd = addSeparator();
    addAction(actions.toggle());
    addAction(actions.copyBaseUrl());
    addAction(actions.copyKey());
    addMenu(actions.newKeysMenu(this));
    addMenu(actions.newSetupMenu(this));
    addSeparator();
    addMenu(actions.newToolsMenu(this));
    addActions({actions.log(), actions.settings(), actions.doctor()});
    addSeparator();
    addActions({actions.startAtLogin(), actions.about(), actions.quit()});

    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &TrayMenu::renameRows);
    connect(this, &QMenu::aboutToShow, this, &TrayMenu::onOpened);
    connect(this, &QMenu::aboutToHide, this, &TrayMenu::onClosed);
    setStatus({});
    setRunning({});
    setToday({});
    setPlan({});
    setQuestions(0);
}

TrayMenu::~TrayMenu() = default;

// Tells something and does nothing.
QAction *TrayMenu::addLine()
{
    auto *line = addAction(QString());
    line->setEnabled(false);
    line->setVisible(false);
    return line;
}

void TrayMenu::addRequests()
{
    m_rows.resize(MostRequests);
    for (auto &row : m_rows) {
        row.menu = std::make_unique<QMenu>();
        row.cancel = row.menu->addAction(tr("&Cancel"));
        connect(row.cancel, &QAction::triggered, this, [this, &row] {
            row.cancel->setEnabled(false);
            Q_EMIT cancelWanted(row.number);
        });
        addMenu(row.menu.get());
    }
    m_more = addLine();
}

void TrayMenu::setStatus(const app::Status &status)
{
    m_status->setText(escaped(elided(fontMetrics(), statusLine(status))));
}

void TrayMenu::setRunning(const Running &running)
{
    m_running = running;
    place();
}

void TrayMenu::setToday(const DayTotals &today)
{
    m_requests->setText(escaped(requestsLine(today)));
    m_requests->setVisible(true);
    const auto tokens = tokensLine(today);
    m_tokens->setText(escaped(tokens));
    m_tokens->setVisible(!tokens.isEmpty());
}

void TrayMenu::setPlan(const app::Plan &plan)
{
    m_plan = plan;
    const auto now = QDateTime::currentDateTime();
    for (std::size_t index = 0; index < m_windows.size(); ++index) {
        const bool used = qsizetype(index) < plan.windows.size();
        if (used)
            m_windows[index]->setText(escaped(planLine(plan.windows.at(qsizetype(index)), now)));
        m_windows[index]->setVisible(used);
    }
}

void TrayMenu::setQuestions(int count)
{
    m_questions->setText(tr("&Waiting questions (%L1)…").arg(count));
    m_questions->setVisible(count > 0);
}

void TrayMenu::onOpened()
{
    m_open = false;
    setPlan(m_plan); // "resets 14:00" was yesterday
    for (auto &row : m_rows)
        row.spent = false;
    place();
    m_open = true;
    renameRows();
    if (!m_running.empty())
        m_tick.start();
}

void TrayMenu::onClosed()
{
    m_open = false;
    m_tick.stop();
}

// Gives the requests their rows. While the menu is open a row keeps its request, or what is cancelled might be another
// one than what is pointed at.
void TrayMenu::place()
{
    auto next = m_running.begin();
    if (!m_open) {
        for (auto &row : m_rows)
            put(row, next == m_running.end() ? nullptr : &(next++)->second);
    } else {
        for (auto &row : m_rows) {
            if (const auto still = m_running.find(row.number); still != m_running.end())
                put(row, &still->second);
            else if (row.number != 0)
                put(row, nullptr);
        }
        const auto isPlaced = [this](qint64 number) {
            return std::ranges::any_of(m_rows, [number](const Row &row) { return row.number == number; });
        };
        for (auto &row : m_rows) {
            next = std::find_if(
                m_running.begin(), m_running.end(), [&](const auto &pair) { return !isPlaced(pair.first); });
            if (row.number == 0 && !row.spent && next != m_running.end())
                put(row, &next->second);
        }
    }
    const auto shown = std::ranges::count_if(m_rows, [](const Row &row) { return row.number != 0; });
    const auto more = int(m_running.size()) - int(shown);
    m_more->setText(tr("… and %n more", nullptr, more));
    m_more->setVisible(more > 0);
    m_requestsEnd->setVisible(!m_running.empty());
    if (m_running.empty())
        m_tick.stop();
    else if (m_open && !m_tick.isActive())
        m_tick.start();
}

void TrayMenu::put(Row &row, const journal::Entry *entry) const
{
    const auto number = entry ? entry->record.number : 0;
    if (row.number != number) {
        row.cancel->setEnabled(true);
        row.spent = m_open && row.number != 0;
    }
    row.number = number;
    auto *action = row.menu->menuAction();
    if (entry)
        action->setText(escaped(requestLine(*entry, m_open ? QDateTime::currentDateTime() : QDateTime())));
    action->setVisible(entry);
}

void TrayMenu::renameRows()
{
    const auto now = QDateTime::currentDateTime();
    for (auto &row : m_rows) {
        if (const auto entry = m_running.find(row.number); entry != m_running.end())
            row.menu->menuAction()->setText(escaped(requestLine(entry->second, now)));
    }
}

} // namespace ui
