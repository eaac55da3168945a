#pragma once

#include "journal/filter.h"

#include <QWidget>

#include <optional>

class QAction;
class QComboBox;

namespace ui {

class FilterEdit;

// The row of controls above the request log.
class LogBar : public QWidget
{
    Q_OBJECT

public:
    // `pages`, of which one is checked; `follow` and `cancel` count for the requests only.
    LogBar(const QList<QAction *> &pages, QAction *follow, QAction *cancel, QWidget *parent = nullptr);

    FilterEdit &filter() const { return *m_filter; }
    bool isFiltering() const;
    void clear();
    // What only counts for the requests is shown.
    void setForRequests(bool requests);

Q_SIGNALS:
    void filterChanged(const journal::Filter &filter);
    void outcomeChanged(std::optional<journal::Outcome> outcome);

private:
    FilterEdit *m_filter;
    QComboBox *m_outcome;
    QWidget *m_forRequests;
};

} // namespace ui
