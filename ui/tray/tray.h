#pragma once

#include "app/status.h"
#include "journal/entry.h"
#include "ui/tray/icon.h"
#include "ui/tray/menu.h"
#include "ui/tray/texts.h"

#include <QSystemTrayIcon>
#include <QTimer>

#include <memory>
#include <optional>

namespace ui {

class Actions;

// The icon in the desktop's tray, with its menu: shows what it is given, at most four times a second, and tells what
// the user wants, apart from the actions' own signals.
class Tray : public QObject
{
    Q_OBJECT

public:
    // `actions` must outlive this. Nothing is shown before setPresent().
    explicit Tray(Actions &actions, QObject *parent = nullptr);
    ~Tray() override;

    // Whether the desktop has a tray: shows an icon in it, or none. True again: in a new one, which has come instead.
    void setPresent(bool present);
    bool isPresent() const { return m_icon != nullptr; }

    void setStatus(const app::Status &status);
    // Takes the state of requests that have changed.
    void noteEntries(const QList<journal::Entry> &entries);
    void setToday(const DayTotals &today);
    void setPlan(const app::Plan &plan);
    // What Claude may do.
    void setTools(settings::Tools tools);
    // So many wait for the user's word.
    void setQuestions(int count);
    // A bubble at the icon, once there is one; of several that wait for it the last.
    void showMessage(const QString &title, const QString &text);

    TrayMenu &menu() { return m_menu; }
    QString toolTip() const { return m_toolTip; }

Q_SIGNALS:
    void cancelWanted(qint64 number);
    // The user wants to see what waits for his word.
    void questionsWanted();
    // The menu opens: what the plan says is read now.
    void planWanted();
    // The last message was clicked at.
    void messageClicked();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    struct Look
    {
        app::Status::State state = app::Status::State::Stopped;
        int active = 0;
        Ink ink;
        bool operator==(const Look &) const = default;
    };

    void touch();
    void show();
    void showIcon();
    void showWaitingMessage();

    Actions &m_actions;
    TrayMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon; // with a tray
    std::optional<Look> m_look; // of the icon
    QString m_toolTip;
    app::Status m_status;
    Running m_running;
    DayTotals m_today;
    settings::Tools m_tools = settings::Tools::Ask;
    int m_questions = 0;
    QString m_waitingTitle; // of a message, for the icon
    QString m_waitingText;
    QTimer m_pause; // between two changes of what is shown
    bool m_changed = false; // since
};

} // namespace ui
