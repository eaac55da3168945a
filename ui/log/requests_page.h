#pragma once

#include "journal/details.h"
#include "journal/filter.h"
#include "ui/log/request_actions.h"
#include "ui/log/request_model.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QSplitter;

namespace ui {

class DetailsPane;
class EmptyState;
class RequestTable;
class WindowState;

// The table of the requests with the details of the current one below or beside it.
class RequestsPage : public QWidget
{
    Q_OBJECT

public:
    enum class DetailsPlace { Below, Right, Hidden };

    explicit RequestsPage(QWidget *parent = nullptr);

    RequestModel &model() { return m_model; }
    RequestTable &table() const { return *m_table; }
    DetailsPane &details() const { return *m_details; }
    EmptyState &empty() const { return *m_empty; }
    const RequestActions &actions() const { return m_actions; }

    DetailsPlace detailsPlace() const { return m_place; }
    void setDetailsPlace(DetailsPlace place);
    void restore(const WindowState &state);
    void save(WindowState &state) const;

    // `live`: the relay told them, and may tell them again; else the store.
    void setDetails(qint64 number, const std::optional<journal::Details> &details, bool live);
    // The window was shown, hidden or minimized.
    void updateClock();
    // Whether it tells the time of what runs.
    bool ticks() const { return m_clock.isActive(); }
    // Those of the selected rows that run.
    QList<qint64> selectedRunning() const;

Q_SIGNALS:
    void watchWanted(std::optional<qint64> number);
    // The relay does not know the details of this one.
    void storedDetailsWanted(qint64 number);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void onCurrent(std::optional<qint64> number);
    void onChanged(qint64 number);
    void updateActions();
    void copyRows() const;
    void openDetails();

    RequestModel m_model;
    RequestActions m_actions;
    RequestTable *m_table;
    DetailsPane *m_details;
    EmptyState *m_empty;
    QSplitter *m_splitter;
    DetailsPlace m_place = DetailsPlace::Below;
    QTimer m_clock; // while running requests are in sight
    std::optional<qint64> m_askedStore; // of this one
};

} // namespace ui
