#pragma once

#include "agent/approvals.h"
#include "ui/approval/subject.h"

#include <QDialog>
#include <QTimer>

#include <chrono>

class QLabel;
class QPushButton;

namespace ui {

namespace forms {
class Note;
}
class SubjectView;

// Asks the user about the first of what waits. It may come up under the user's hands: it takes no focus, and allows
// nothing before it was there for a moment and all that is asked about was to be seen. Enter, Escape and closing it
// deny.
class ApprovalWindow : public QDialog
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds Guard{800}; // before anything can be allowed

    explicit ApprovalWindow(QWidget *parent = nullptr);

    // In the order they came; not empty.
    void setWaiting(const QList<agent::Approval> &waiting);

    void reject() override;

Q_SIGNALS:
    void decided(qint64 number, agent::Decision decision);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void ask(const agent::Approval &approval);
    void startGuard();
    void showFolder();
    void showRules();
    bool showsMarks() const;
    void showTime();
    void showWhatCanBe();
    void decide(agent::Decision decision);

    agent::Approval m_approval; // number 0: none yet
    Subject m_subject;
    QTimer m_guard;
    QTimer m_second; // while it is visible
    // These are children:
    QLabel *m_title;
    QLabel *m_place; // 1 of 3
    QLabel *m_client;
    QLabel *m_folder;
    QLabel *m_words;
    QLabel *m_wordsTitle;
    QLabel *m_reason;
    QLabel *m_reasonTitle;
    SubjectView *m_view;
    forms::Note *m_marks; // what those in the text are
    QLabel *m_notice; // why nothing can be allowed
    QPushButton *m_toEnd;
    QLabel *m_rulesTitle;
    QLabel *m_rules;
    QLabel *m_time;
    QPushButton *m_once;
    QPushButton *m_conversation;
    QPushButton *m_always;
    QPushButton *m_deny;
};

} // namespace ui
