#include "ui/tray/tray.h"

#include "ui/actions.h"

#include <QEvent>
#include <QGuiApplication>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace ui {

namespace {

constexpr auto ShortestPause = 250ms;
constexpr auto TakingIn = 1s;
constexpr int MostCounted = 10; // shown as 9+

} // namespace

Tray::Tray(Actions &actions, QObject *parent) : QObject(parent), m_actions(actions), m_menu(actions)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(ShortestPause);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_changed, false))
            show();
    });
    connect(&m_menu, &TrayMenu::cancelWanted, this, &Tray::cancelWanted);
    connect(&m_menu, &TrayMenu::questionsWanted, this, &Tray::questionsWanted);
    connect(&m_menu, &QMenu::aboutToShow, this, &Tray::planWanted);
    m_menu.installEventFilter(this);
    show();
}

Tray::~Tray() = default;

void Tray::setPresent(bool present)
{
    m_icon.reset();
    m_look.reset();
    if (!present) {
        m_waitingTitle.clear();
        return;
    }
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(&m_menu);
    connect(
        m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger)
                m_actions.log()->trigger();
        });
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &Tray::messageClicked);
    showIcon();
    m_icon->setToolTip(m_toolTip);
    m_icon->show();
    // An embedding tray has to take it in, or the bubble has no place.
    QTimer::singleShot(TakingIn, m_icon.get(), [this] { showWaitingMessage(); });
}

void Tray::setStatus(const app::Status &status)
{
    m_status = status;
    touch();
}

void Tray::noteEntries(const QList<journal::Entry> &entries)
{
    for (const auto &entry : entries) {
        if (entry.phase == journal::Entry::Phase::Ended)
            m_running.erase(entry.record.number);
        else
            m_running.insert_or_assign(entry.record.number, entry);
    }
    touch();
}

void Tray::setToday(const DayTotals &today)
{
    m_today = today;
    touch();
}

void Tray::setPlan(const app::Plan &plan)
{
    m_menu.setPlan(plan);
}

void Tray::setTools(settings::Tools tools)
{
    m_tools = tools;
    touch();
}

void Tray::setQuestions(int count)
{
    m_questions = count;
    touch();
}

void Tray::showMessage(const QString &title, const QString &text)
{
    m_waitingTitle = title;
    m_waitingText = text;
    if (m_icon && m_icon->isVisible())
        showWaitingMessage();
}

void Tray::showWaitingMessage()
{
    if (!m_waitingTitle.isEmpty())
        m_icon->showMessage(
            std::exchange(m_waitingTitle, {}), std::exchange(m_waitingText, {}), applicationIcon());
}

void Tray::touch()
{
    if (m_pause.isActive())
        m_changed = true;
    else
        show();
}

void Tray::show()
{
    m_pause.start();
    m_menu.setStatus(m_status);
    m_menu.setRunning(m_running);
    m_menu.setToday(m_today);
    m_menu.setQuestions(m_questions);
    m_toolTip = toolTipText(m_status, m_today, m_tools, m_questions);
    if (!m_icon)
        return;
    showIcon();
    if (m_icon->toolTip() != m_toolTip)
        m_icon->setToolTip(m_toolTip);
}

void Tray::showIcon()
{
    if (!m_icon)
        return;
    const bool counts = m_status.state == app::Status::State::Working;
    const Look look{m_status.state, counts ? std::min(m_status.active, MostCounted) : 0,
        panelInk(QGuiApplication::palette(), qgetenv("XDG_CURRENT_DESKTOP"))};
    if (look == m_look)
        return;
    m_look = look;
    m_icon->setIcon(trayIcon(look.state, look.active, look.ink));
}

bool Tray::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        showIcon();
    return QObject::eventFilter(object, event);
}

} // namespace ui
