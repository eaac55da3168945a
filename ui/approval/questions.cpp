#include "ui/approval/questions.h"

#include "ui/approval/approval_window.h"
#include "ui/approval/subject.h"

#include <QApplication>

#include <algorithm>

namespace ui {

Questions::~Questions()
{
    closeWindow();
}

void Questions::add(const agent::Approval &approval)
{
    m_waiting.append(approval);
    show();
    Q_EMIT countChanged(count());
    if (count() == 1)
        Q_EMIT began(titleOf(approval));
}

void Questions::remove(qint64 number)
{
    const auto gone = std::ranges::find(m_waiting, number, &agent::Approval::number);
    if (gone == m_waiting.end())
        return;
    m_waiting.erase(gone);
    show();
    Q_EMIT countChanged(count());
}

void Questions::clear()
{
    if (m_waiting.isEmpty())
        return;
    m_waiting.clear();
    show();
    Q_EMIT countChanged(0);
}

void Questions::show()
{
    if (m_waiting.isEmpty()) {
        if (m_window) {
            m_window->hide();
            m_window->deleteLater();
            m_window.clear();
        }
        return;
    }
    const bool isNew = !m_window;
    if (isNew) {
        m_window = new ApprovalWindow;
        connect(m_window, &ApprovalWindow::decided, this, &Questions::decide);
    }
    m_window->setWaiting(m_waiting);
    if (!isNew)
        return;
    m_window->show();
    QApplication::alert(m_window);
}

void Questions::decide(qint64 number, agent::Decision decision)
{
    Q_EMIT decided(number, decision);
    remove(number);
}

void Questions::present()
{
    if (!m_window)
        return;
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
}

void Questions::rebuild()
{
    closeWindow();
    show();
}

void Questions::closeWindow()
{
    delete m_window;
}

} // namespace ui
