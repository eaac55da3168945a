#pragma once

#include "agent/approvals.h"
#include "app/status.h"
#include "journal/details.h"
#include "journal/entry.h"
#include "settings/settings.h"

#include <QObject>
#include <QThread>

#include <optional>

namespace agent {
class Guard;
}

namespace ui {

// The relay in a thread of its own, seen from the UI's. The thread lives as long as this, since the processes of
// the sessions end with the thread that started them. All calls return at once; the answers are signals.
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

    // Takes effect at once, as far as may be: a changed port moves the listener, running answers finish.
    void apply(const settings::Settings &settings);

    // entriesChanged() follows with all that is running and the last that have ended.
    void tellAll();
    // detailsChanged() follows, and again while a running request goes on. One request at a time; none without a
    // number.
    void watch(std::optional<qint64> number);
    void cancel(qint64 number);
    // Forgets all requests that have ended, on disk too.
    void clear();
    // planChanged() follows, unless it was asked a short while ago or there is no subscription.
    void askPlan();
    // What the user says to something that approvalAsked() told. Nothing happens when it is not asked any more.
    void decide(qint64 approval, agent::Decision decision);
    // There is nobody any more who could be asked: what waits is denied.
    void askNobody();
    // Looks for claude and its login anew; statusChanged() follows when something is different now.
    void lookAgain();

Q_SIGNALS:
    void statusChanged(const app::Status &status);
    // Of apply(): what of it can't be. A sentence; the rest holds.
    void applyFailed(const QString &problem);
    void stopped();
    // The present state of each request that has changed, at most 20 times a second.
    void entriesChanged(const QList<journal::Entry> &entries);
    void detailsChanged(qint64 number, const std::optional<journal::Details> &details);
    void planChanged(const app::Plan &plan);
    // Claude Code wants to do something that the user has to allow; until approvalGone() says that it is decided, too
    // late or no longer wanted.
    void approvalAsked(const agent::Approval &approval);
    void approvalGone(qint64 approval);
    // About the store, or what could not be applied. A sentence for the user.
    void noticed(const QString &sentence);
    // After clear(): the store is empty.
    void cleared();

private:
    struct Worker;
    void tellStopped();
    // Calls it with the worker, in the relay's thread.
    template<typename Function> void tell(Function &&function);

    QThread m_thread;
    Worker *m_worker; // lives in the thread
    // As the UI knows it:
    bool m_running = false; // from start() to stopped()
    bool m_stopping = false; // from stop() to stopped()
    bool m_startAgain = false; // start() was called while it stopped
};

} // namespace ui
