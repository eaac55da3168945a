#pragma once

#include "journal/details.h"
#include "journal/entry.h"
#include "settings/settings.h"

#include <QStackedWidget>

#include <optional>

class QLabel;
class QTabWidget;

namespace ui {

class DetailsBody;
class DetailsLines;
class DetailsOverview;

// All that is known of one request: facts, texts, and what went over to the CLI.
class DetailsPane : public QStackedWidget
{
    Q_OBJECT

public:
    explicit DetailsPane(QWidget *parent = nullptr);

    // Null: none is selected. Another one than before has no details until setDetails().
    void setEntry(const journal::Entry *entry);
    // Of the entry that is shown; nothing: they are not known.
    void setDetails(const std::optional<journal::Details> &details);
    // Explains why texts are missing.
    void setKept(settings::KeepBodies kept);
    // To the search field of the text that is shown, if there is one.
    bool search();

    const std::optional<journal::Details> &details() const { return m_details; }
    int page() const;
    void setPage(int page);

Q_SIGNALS:
    void settingsWanted();

private:
    void showTexts(bool another);
    QString whyNone() const;

    std::optional<journal::Entry> m_entry;
    std::optional<journal::Details> m_details;
    std::optional<QByteArray> m_shownRequest; // the body that is laid out
    bool m_answered = false; // setDetails() was called for this entry
    settings::KeepBodies m_kept = settings::KeepBodies::Memory;
    QTabWidget *m_tabs;
    DetailsOverview *m_overview;
    DetailsBody *m_request;
    DetailsBody *m_answer;
    DetailsLines *m_lines;
};

} // namespace ui
