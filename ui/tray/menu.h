#pragma once

#include "app/status.h"
#include "journal/entry.h"
#include "ui/tray/texts.h"

#include <QMenu>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace ui {

class Actions;

// The requests on their way, by their number and so the oldest first.
using Running = std::map<qint64, journal::Entry>;

// The tray's menu. Its items are made once, and shown, hidden and renamed in place: a menu that is rebuilt while a
// desktop shows it over D-Bus flickers.
class TrayMenu : public QMenu
{
    Q_OBJECT

public:
    static constexpr int MostRequests = 10;
    static constexpr int MostWindows = 6; // of the plan

    // `actions` must outlive this.
    explicit TrayMenu(const Actions &actions);
    ~TrayMenu() override;

    void setStatus(const app::Status &status);
    void setRunning(const Running &running);
    void setToday(const DayTotals &today);
    void setPlan(const app::Plan &plan);
    // So many wait for the user's word.
    void setQuestions(int count);

Q_SIGNALS:
    void cancelWanted(qint64 number);
    void questionsWanted();

private:
    struct Row
    {
        std::unique_ptr<QMenu> menu;
        QAction *cancel = nullptr; // the menu's
        qint64 number = 0; // of the request; 0: the row is hidden
        bool spent = false; // it had another request while the user looked
    };

    void addRequests();
    QAction *addLine();
    void onOpened();
    void onClosed();
    void place();
    void put(Row &row, const journal::Entry *entry) const;
    void renameRows();

    // All of these are this menu's own.
    QAction *m_status;
    QAction *m_questions;
    QAction *m_requestsEnd = nullptr; // separators
    QAction *m_usageEnd = nullptr;
    QAction *m_more = nullptr;
    QAction *m_requests = nullptr; // of today
    QAction *m_tokens = nullptr;
    std::vector<QAction *> m_windows;
    std::vector<Row> m_rows;
    Running m_running;
    app::Plan m_plan;
    QTimer m_tick; // while the menu is open and something runs
    bool m_open = false;
};

} // namespace ui
