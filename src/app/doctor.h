#pragma once

#include "agent/guard.h"
#include "agent/probe.h"
#include "agent/process_channel.h"
#include "cli/incoming.h"
#include "settings/settings.h"
#include "sim/messages_api.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace app {

// What one check has found.
struct Finding
{
    bool good = false;
    QString what; // was looked at
    QString mend; // what to do about it; may be empty
    bool operator==(const Finding &) const = default;
};

// Looks at everything the relay needs, from the port to a dry start of a session, and tells each finding as it comes.
// Spends no token. To destroy it is to stop.
class Doctor : public QObject
{
    Q_OBJECT

public:
    // `guard` must outlive this. `ownPort`: where the relay of this very program listens, on settings.server.host; 0
    // when it does not.
    Doctor(settings::Settings settings, quint16 ownPort, agent::Guard &guard, QObject *parent = nullptr);
    ~Doctor() override;

    // Once.
    void start();

Q_SIGNALS:
    void found(const app::Finding &finding);
    // All is looked at; `good` when all of it is.
    void finished(bool good);

private:
    void tell(bool good, const QString &what, const QString &mend);
    void checkPort();
    void onProbed();
    void dryStart();
    void onReadable();
    void finishStart(bool good, const QString &what, const QString &mend);

    settings::Settings m_settings;
    quint16 m_ownPort;
    agent::Guard &m_guard;
    agent::Probe m_probe;
    cli::LaunchSettings m_launch;
    cli::IncomingDecoder m_decoder;
    std::unique_ptr<sim::MessagesApi> m_simulated;
    std::unique_ptr<agent::ProcessChannel> m_channel;
    QTimer m_patience;
    QElapsedTimer m_sinceStart;
    int m_failures = 0;
    bool m_startTold = false;
};

} // namespace app

Q_DECLARE_METATYPE(app::Finding)
