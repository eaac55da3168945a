#include "ui/tray/tray.h"

#include "ui/tray/icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPalette>

namespace ui {

namespace {

using State = app::Status::State;

constexpr qsizetype LongestProblemInMenu = 70;

} // namespace

QString statusLine(const app::Status &status)
{
    switch (status.state) {
    case State::Stopped:
        return Tray::tr("Stopped");
    case State::Starting:
        return Tray::tr("Starting…");
    case State::Ready:
        return Tray::tr("Ready at %1").arg(status.baseUrl);
    case State::Working:
        return Tray::tr("Working on %n request(s)", nullptr, status.active);
    case State::Trouble:
        return status.problem;
    }
    return {};
}

Tray::Tray(QObject *parent)
    : QObject(parent), m_state(m_menu.addAction(QString())),
      m_copy(m_menu.addAction(tr("&Copy base URL"), this, &Tray::copyBaseUrl)),
      m_toggle(m_menu.addAction(QString(), this, &Tray::toggle))
{
    m_state->setEnabled(false);
    m_menu.insertSeparator(m_copy);
    m_menu.addSeparator();
    m_quit = m_menu.addAction(tr("&Quit"), this, &Tray::quitWanted);
    m_icon.setContextMenu(&m_menu);
    setStatus({});
}

void Tray::setStatus(const app::Status &status)
{
    m_status = status;
    const auto line = statusLine(status);
    m_state->setText(m_menu.fontMetrics().elidedText(
        line, Qt::ElideRight, m_menu.fontMetrics().averageCharWidth() * int(LongestProblemInMenu)));
    m_copy->setEnabled(!status.baseUrl.isEmpty());
    m_toggle->setText(status.baseUrl.isEmpty() ? tr("&Start") : tr("&Stop"));
    m_icon.setToolTip(QStringLiteral("claude-relay: ") + line);
    m_icon.setIcon(trayIcon(status.state, QGuiApplication::palette().color(QPalette::WindowText)));
}

void Tray::copyBaseUrl() const
{
    QGuiApplication::clipboard()->setText(m_status.baseUrl);
}

void Tray::toggle()
{
    if (m_status.baseUrl.isEmpty())
        Q_EMIT startWanted();
    else
        Q_EMIT stopWanted();
}

} // namespace ui
