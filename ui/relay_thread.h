#pragma once

#include "app/core.h"
#include "settings/settings.h"

#include <QObject>
#include <QThread>

namespace agent {
class Guard;
}

namespace ui {

// The relay in a thread of its own, seen from the UI's. The thread lives as long as this, since the processes of
// the sessions end with the thread that started them.
class RelayThread : public QObject
{
    Q_OBJECT

public:
    // `guard` must outlive this.
    RelayThread(settings::Settings settings, agent::Guard &guard, QObject *parent = nullptr);
    ~RelayThread() override;

    // While it stops: once it has.
    void start();
    // stopped() follows, when every process is gone. At once when nothing runs.
    void stop();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void statusChanged(const app::Status &status);
    void stopped();

private:
    void startInThread();
    void stopInThread();
    void tellStopped();

    settings::Settings m_settings;
    agent::Guard &m_guard;
    QThread m_thread;
    QObject *m_worker; // lives in the thread, as its parent's stand-in
    app::Core *m_core = nullptr; // touched in the thread only
    // As the UI knows it:
    bool m_running = false; // from start() to stopped()
    bool m_stopping = false; // from stop() to stopped()
    bool m_startAgain = false; // start() was called while it stopped
};

} // namespace ui
