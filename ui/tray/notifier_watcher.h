#pragma once

#include <QDBusServiceWatcher>
#include <QObject>

namespace ui {

// Whether somebody on the session's D-Bus shows StatusNotifier items.
class NotifierWatcher : public QObject
{
    Q_OBJECT

public:
    explicit NotifierWatcher(QObject *parent = nullptr);

    bool isPresent() const { return m_present; }

Q_SIGNALS:
    // Also when another has come in its place.
    void appeared();
    void vanished();

private Q_SLOTS:
    void noteHost();

private:
    void ask();
    void setPresent(bool present);

    QDBusServiceWatcher m_watcher;
    bool m_present = false;
};

} // namespace ui
