#pragma once

#include "agent/approvals.h"
#include "agent/assignment.h"
#include "agent/channel.h"
#include "agent/permit.h"
#include "agent/recollection.h"
#include "agent/session.h"
#include "agent/tally.h"
#include "agent/turn.h"
#include "agent/warm_launches.h"
#include "chat/request.h"
#include "cli/api_parameters.h"
#include "cli/catalogue.h"
#include "cli/launch.h"
#include "settings/settings.h"

#include <QPointer>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace agent {

// Opens a channel to a new process. In the program it starts claude, in tests it follows a script.
using Launcher = std::function<std::unique_ptr<Channel>(const cli::Launch &)>;

// All sessions: keeps some started ahead of need and some that have answered, gives each request the one that serves
// it best, and makes requests wait in order when there are as many as may be.
class Pool : public QObject
{
    Q_OBJECT

public:
    struct Counts
    {
        int warm = 0;
        int busy = 0;
        int kept = 0; // have answered, and keep their conversation for a while
        int waiting = 0; // for results of their client's tools
        int ending = 0;
        int queued = 0;
    };

    // `approvals` must outlive this.
    Pool(settings::Claude settings, Approvals &approvals, Launcher launcher, QObject *parent = nullptr);
    ~Pool() override;

    // Limits hold from the next request on; of what is kept or started ahead, what is too much ends. A lower level of
    // the tools holds at once: see Permissions.
    void setSettings(const settings::Claude &settings);
    // Those that open the relay. What waits, runs or rests under one that is gone, or allows less than before, fails with
    // KeyRemoved and ends, and so does what came without one when these are the first; the level of each holds at once,
    // as that of the settings does.
    void setKeys(const QList<settings::Key> &keys);
    // The CLI is there. Requests that wait for that go on. Processes are started ahead only when `loggedIn`. What was
    // started otherwise before, and has nothing to do, ends.
    void setReady(const cli::LaunchSettings &launch, bool loggedIn);
    // The CLI can't be used: what waits and what comes fails with `error`.
    void setUnavailable(const chat::Error &error);
    // Not known yet: requests wait. The state at the beginning.
    void setUnknown();
    // What the models take, once it is known.
    void setCatalogue(const QList<cli::CatalogueEntry> &catalogue) { m_catalogue = catalogue; }

    // Always gives a turn; why there is no answer comes as its last event. The caller owns it. `tap` must be good as long
    // as the turn is.
    std::unique_ptr<Turn> ask(chat::Request request, Permit permit, Tap tap = {});

    // Of what was started before, what has nothing to do is ended and started anew, and what is busy ends when it has
    // answered.
    void renew(Fault why);

    // Refuses what comes and what waits; running answers have `grace` to finish. stopped() tells when no process is
    // left.
    void stop(std::chrono::milliseconds grace);

    Counts counts() const;
    const Tally &tally() const { return m_tally; }

Q_SIGNALS:
    void initialized(const QByteArray &response);
    void answered(const std::optional<chat::Error> &error);
    // A process that nobody asked anything has ended by itself, and the next is started only `pause` later. Not told
    // again for the same pause.
    void warmFailed(const QByteArray &reason, std::chrono::milliseconds pause);
    void countsChanged();
    void stopped();

private:
    // A request on its way, and what it was found that it must do without.
    struct Asked
    {
        QPointer<Turn> turn;
        chat::Request request;
        Permit permit;
        std::set<cli::Refusable> refused;
        bool again = false; // a process was lost with it: this one is the last
        // None could be started beside so many less one: it waits until there are fewer. At least 1.
        std::optional<std::size_t> tooMany;
    };
    struct Running
    {
        Session *session = nullptr;
        bool wasIdle = false; // the process was there before: it may have died unnoticed
        Asked asked;
        cli::ApiParameters parameters;
    };
    struct Unknown
    { };
    struct Ready
    {
        cli::LaunchSettings settings;
        bool loggedIn = false;
        cli::Launch full; // of each kind, without what a wish adds
        cli::Launch clean;

        cli::Launch launchOf(const cli::Wish &wish) const;
    };
    using Availability = std::variant<Unknown, Ready, chat::Error>;

    void dispatch();
    bool place(const Asked &asked, const Ready &ready);
    void setCeiling();
    bool exceedsCeiling(const Session *session) const;
    void revoke(const QByteArray &key);
    cli::Wish plainWish() const;
    Assignment assignmentOf(const Question &question, const cli::Launch &launch, const Asked &asked) const;
    Session *start(const cli::Launch &launch);
    void keepWarm();
    void onRested(Session *session, const chat::Answer &answer);
    std::vector<Session *> idleSessions() const;
    void endSurplus();
    static bool isOutdated(const Session *session, const Ready &ready);
    void endOutdated(const Ready &ready);
    void onLost(Session *session, const chat::Error &error);
    void putAgain(Asked asked, std::optional<std::size_t> tooMany = {});
    void onReplaced(Session *session, Fault fault);
    void watchMemory();
    void checkMemory();
    bool endIfTooLarge(Session *session) const;
    void onRefused(Session *session, const chat::Error &error);
    void onWarmFailed(const QByteArray &reason);
    void onClosed(Session *session, bool wanted, const QByteArray &reason);
    std::vector<Running>::iterator runningOf(const Session *session);
    void forgetCancelled();
    void fail(Turn *turn, const chat::Error &error);
    void failWaiting(const chat::Error &error);
    void expire(Turn *turn);
    void endIdle();
    void checkStopped();

    settings::Claude m_settings;
    QList<settings::Key> m_keys;
    Approvals &m_approvals;
    Launcher m_launcher;
    Availability m_availability;
    QList<cli::CatalogueEntry> m_catalogue;
    std::vector<Session *> m_sessions; // children of this
    std::vector<Running> m_running;
    std::deque<Asked> m_waiting;
    Recollection m_recollection;
    WarmLaunches m_warmLaunches;
    QTimer m_memoryCheck; // running: there may be busy ones
    QTimer m_backOff; // running: no process is started ahead
    std::chrono::milliseconds m_backOffTime{0};
    Tally m_tally;
    bool m_stopping = false;
};

} // namespace agent
