#pragma once

#include "agent/approvals.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace ui {

class ApprovalWindow;

// What waits for the user's word, and the window that asks for it. The window is there as long as something waits,
// and comes up without taking the focus from what the user does.
class Questions : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Questions() override;

    void add(const agent::Approval &approval);
    // It is not asked any more.
    void remove(qint64 number);
    void clear();
    int count() const { return int(m_waiting.size()); }

    // Brings the window to the front, by the user's wish.
    void present();
    // A window in the language that is used now.
    void rebuild();
    void closeWindow();

Q_SIGNALS:
    void decided(qint64 number, agent::Decision decision);
    void countChanged(int count);
    // Something waits where nothing did.
    void began(const QString &title);

private:
    void show();
    void decide(qint64 number, agent::Decision decision);

    QList<agent::Approval> m_waiting; // the oldest first
    QPointer<ApprovalWindow> m_window;
};

} // namespace ui
