#pragma once

#include "journal/entry.h"
#include "ui/log/formats.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;

namespace ui {

class DetailsTimeline;

// The facts about one request.
class DetailsOverview : public QScrollArea
{
    Q_OBJECT

public:
    explicit DetailsOverview(QWidget *parent = nullptr);

    void setEntry(const journal::Entry &entry);

private:
    struct Fact
    {
        QString title;
        QString text; // none: the fact is not shown
        bool isError = false;
    };

    QList<Fact> factsOf(const journal::Entry &entry) const;
    void setFact(int row, const Fact &fact);

    TimeFormat m_times;
    DetailsTimeline *m_timeline;
    QFormLayout *m_form;
    QList<QLabel *> m_values;
};

} // namespace ui
