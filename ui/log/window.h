#pragma once

#include "app/status.h"
#include "journal/details.h"
#include "journal/entry.h"
#include "journal/store.h"
#include "settings/settings.h"
#include "ui/window_state.h"

#include <QMainWindow>

#include <optional>

class QActionGroup;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace ui {

class Actions;
class Banner;
class LogBar;
class RequestsPage;
class UsagePage;

// The request log: what people look at all day, and the whole application where there is no tray. It is given values
// and tells wishes; LogLink joins it with the relay and the store.
class LogWindow : public QMainWindow
{
    Q_OBJECT

public:
    // `actions` must outlive this. `stateFile` is for tests, see WindowState.
    explicit LogWindow(Actions &actions, const QString &stateFile = {}, QWidget *parent = nullptr);
    ~LogWindow() override;

    void setStatus(const app::Status &status);
    // Without a tray the window is the application, and says how to get one.
    void setNoTray(bool noTray);
    void setKept(settings::KeepBodies kept);

    void setEntries(const QList<journal::Entry> &entries);
    void setRecords(const QList<journal::Record> &records, bool last);
    // As the relay knows them, or else (`live` is false) the store.
    void setDetails(qint64 number, const std::optional<journal::Details> &details, bool live);
    void setUsage(const QList<journal::DayUsage> &days);
    // The log was cleared.
    void clear();
    // Something that went wrong by the way. A sentence.
    void tell(const QString &sentence);

    RequestsPage &requests() const { return *m_requests; }
    // Null until somebody wants to see it.
    UsagePage *usage() const { return m_usage; }
    void showRequests();
    void showUsage();

Q_SIGNALS:
    void cancelWanted(qint64 number);
    void watchWanted(std::optional<qint64> number);
    void storedDetailsWanted(qint64 number);
    void usageWanted(QDate from);
    void sendAgainWanted(
        const QByteArray &baseUrl, const QByteArray &endpoint, const QByteArray &body, const QByteArray &key);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeMenus();
    void makeContent();
    void makeEmptyState();
    void makeShortcuts();
    void restore();
    void updateBanners();
    void updateEmptyState();
    void updateTotals();
    void find();
    void clearFilter();
    void cancelSelected(bool ask);
    void copyId() const;
    void copyCurl() const;
    void sendAgain();
    void exportSelection();
    void startExport(const QString &path);

    Actions &m_relayActions;
    WindowState m_state;
    app::Status m_status;
    bool m_noTray = false;
    bool m_loaded = false; // all that is stored has been told
    QAction *m_showRequests = nullptr;
    QAction *m_showUsage = nullptr;
    QAction *m_follow = nullptr;
    QAction *m_find = nullptr;
    QActionGroup *m_places = nullptr;
    Banner *m_noTrayBanner = nullptr;
    Banner *m_trouble = nullptr;
    LogBar *m_bar = nullptr;
    QStackedWidget *m_pages = nullptr;
    RequestsPage *m_requests = nullptr;
    UsagePage *m_usage = nullptr;
    QLabel *m_totals = nullptr;
    QPushButton *m_clearFilter = nullptr; // these three in the empty state
    QPushButton *m_start = nullptr;
    QPushButton *m_setup = nullptr;
};

} // namespace ui
