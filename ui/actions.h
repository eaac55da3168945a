#pragma once

#include "app/status.h"
#include "settings/keys.h"
#include "settings/tools.h"

#include <QAction>
#include <QActionGroup>
#include <QList>
#include <QObject>

#include <memory>
#include <vector>

class QMenu;
class QMenuBar;
class QWidget;

namespace ui {

// What the user can tell the application to do, wherever it is shown: in the tray's menu and in the menu bar of the
// request log. Owns the actions; a triggered one becomes a signal, or copies something to the clipboard.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QObject *parent = nullptr);
    ~Actions() override;

    void setStatus(const app::Status &status);
    // What Claude may do, and what to call that which has set it for this run: --tools; empty when it can be changed.
    void setTools(settings::Tools tools, const QString &overriddenBy);
    // Those that open the relay. The texts for programs have the key in them when there is just one.
    void setKeys(const QList<settings::Key> &keys);
    // Whether the application starts when the user logs in.
    void setStartsAtLogin(bool starts);

    QAction *toggle() const { return m_toggle.get(); } // Start or Stop
    QAction *copyBaseUrl() const { return m_copyBaseUrl.get(); }
    // One for each program that there is a set-up text of; each copies it. Separators have no text.
    QList<QAction *> copySetups() const;
    QAction *log() const { return m_log.get(); }
    QAction *settings() const { return m_settings.get(); }
    QAction *doctor() const { return m_doctor.get(); }
    QAction *startAtLogin() const { return m_startAtLogin.get(); } // checkable
    QAction *about() const { return m_about.get(); }
    QAction *quit() const { return m_quit.get(); }

    // A submenu "Copy API key", which is visible when there are several, and the item for a single one.
    QMenu *newKeysMenu(QWidget *parent) const;
    QAction *copyKey() const { return m_copyKey.get(); }

    // A submenu "What Claude may do", which the caller owns or `parent` does.
    QMenu *newToolsMenu(QWidget *parent) const;

    // A submenu "Copy setup for" of copySetups(), which the caller owns or `parent` does.
    QMenu *newSetupMenu(QWidget *parent) const;

    // Adds the menus Relay and Help. Gives the latter's action: a window inserts menus of its own before it, by
    // QMenuBar::insertMenu().
    QAction *fillMenuBar(QMenuBar *bar) const;

Q_SIGNALS:
    void startWanted();
    void stopWanted();
    void toolsWanted(settings::Tools tools);
    void logWanted();
    void settingsWanted();
    void doctorWanted();
    void aboutWanted();
    void quitWanted();
    void keysChanged();
    void startAtLoginWanted(bool starts);

private:
    void makeSetups();
    void makeTools();
    void showTools() const;
    QByteArray keyForSetups() const;

    app::Status m_status;
    std::unique_ptr<QAction> m_toggle;
    std::unique_ptr<QAction> m_copyBaseUrl;
    std::vector<std::unique_ptr<QAction>> m_copySetups;
    QList<settings::Key> m_keys;
    std::unique_ptr<QAction> m_copyKey;
    std::vector<std::unique_ptr<QAction>> m_copyKeys; // one for each
    settings::Tools m_tools = settings::Tools::Ask;
    QActionGroup m_toolsChoice; // a member of AllTools each
    std::vector<std::unique_ptr<QAction>> m_allTools;
    std::unique_ptr<QAction> m_toolsOverride; // says who else decides
    std::unique_ptr<QAction> m_log;
    std::unique_ptr<QAction> m_settings;
    std::unique_ptr<QAction> m_doctor;
    std::unique_ptr<QAction> m_startAtLogin;
    std::unique_ptr<QAction> m_about;
    std::unique_ptr<QAction> m_quit;
};

} // namespace ui
