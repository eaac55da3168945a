#pragma once

#include "app/status.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace ui {

// The icon in the desktop's tray and its menu. Shows a status, and tells what the user wants.
class Tray : public QObject
{
    Q_OBJECT

public:
    explicit Tray(QObject *parent = nullptr);

    void show() { m_icon.show(); }
    void setStatus(const app::Status &status);

    const QMenu &menu() const { return m_menu; }
    QString toolTip() const { return m_icon.toolTip(); }

Q_SIGNALS:
    void startWanted();
    void stopWanted();
    void quitWanted();

private:
    void copyBaseUrl() const;
    void toggle();

    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QAction *m_state; // these four are the menu's
    QAction *m_copy;
    QAction *m_toggle;
    QAction *m_quit;
    app::Status m_status;
};

// One line about a status, for people.
QString statusLine(const app::Status &status);

} // namespace ui
