#include "app/serve_command.h"

#include "app/control.h"
#include "app/control_place.h"
#include "app/core.h"
#include "app/first_key.h"
#include "app/keys_watch.h"
#include "app/log.h"
#include "app/recording.h"
#include "app/signals.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace app {

namespace {

// The relay of this process: started and stopped as often as the commands want, ended once.
class Serve final : public QObject, public Controlled
{
    Q_OBJECT

public:
    Serve(settings::Layers layers, agent::Guard &guard)
        : m_layers(std::move(layers)), m_guard(guard), m_control(QString::fromLatin1(ServeName), *this),
          m_recording(m_layers.effective()), m_keysWatch(m_layers.keysFile())
    {
        connect(&m_signals, &Signals::received, this, &Serve::quit);
        connect(&m_keysWatch, &KeysWatch::changed, this, &Serve::onKeysChanged);
    }

    // A sentence when it can't.
    QString open()
    {
        if (auto problem = readyKeys(5s); !problem.isEmpty()) // the other may have begun at the same time
            return problem;
        if (!startCore())
            return m_failed.problem;
        switch (m_control.listen()) {
        case Control::Listening::Yes:
            break;
        case Control::Listening::Taken:
            qCInfo(lcRelay, "There is another serve: status, stop and the other commands go to that one.");
            break;
        case Control::Listening::Failed:
            qCWarning(
                lcRelay, "Commands such as status can't reach this one. %s", qPrintable(m_control.problem()));
            break;
        }
        tellAddress(); // who has read it may come with commands
        tellNewKey();
        return {};
    }

    Status status() const override { return m_core ? m_core->status() : m_failed; }
    bool isRunning() const override { return m_core != nullptr; }

    void start() override
    {
        m_startAgain = m_stopping;
        if (!m_core && startCore())
            tellAddress();
        QMetaObject::invokeMethod(&m_control, &Control::noteStatus, Qt::QueuedConnection);
    }

    void stop() override
    {
        m_startAgain = false;
        if (!m_core || std::exchange(m_stopping, true))
            return;
        qCInfo(lcRelay, "Stopping; running answers have five seconds to finish.");
        m_core->stop();
    }

    void quit() override
    {
        // Asked twice: at once, the guard ends the rest.
        if (std::exchange(m_quitting, true) || !m_core)
            QCoreApplication::quit();
        else
            stop();
    }

    Reloaded reload() override
    {
        auto reloaded = reread();
        for (const auto &sentence : reloaded.notices + reloaded.problems)
            qCWarning(lcRelay, "%s", qPrintable(sentence));
        return reloaded;
    }

    QString openLog() override { return u"The claude-relay that runs is a serve, which has no window."_s; }
    QString openSettings() override { return openLog(); }

private:
    void onKeysChanged()
    {
        if (m_layers.hasOtherKeys())
            reload();
    }

    Reloaded reread()
    {
        Reloaded reloaded;
        if (const auto problem = m_layers.readFile(); !problem.isEmpty())
            reloaded.problems.append(problem); // the keys may be others all the same
        else
            reloaded.notices = m_layers.fileNotices();
        if (const auto problem = readyKeys(); !problem.isEmpty())
            reloaded.problems.append(problem); // what was taken away holds all the same
        const auto settings = m_layers.effective();
        m_recording.apply(settings.log);
        if (m_core && !m_stopping) {
            const auto before = std::pair(m_core->baseUrl(), m_core->socketPath());
            if (const auto problem = m_core->apply(settings); !problem.isEmpty())
                reloaded.problems.append(problem);
            if (std::pair(m_core->baseUrl(), m_core->socketPath()) != before)
                tellAddress();
        }
        tellNewKey();
        return reloaded;
    }

    bool startCore()
    {
        m_core = std::make_unique<Core>(m_layers.effective(), m_guard, m_recording.journal(), m_approvals);
        connect(m_core.get(), &Core::statusChanged, &m_control, &Control::noteStatus);
        connect(m_core.get(), &Core::stopped, this, &Serve::onStopped);
        m_failed = {};
        if (m_core->start())
            return true;
        m_failed = m_core->status();
        m_core.reset();
        return false;
    }

    // A sentence when one is needed and there can't be one.
    QString readyKeys(std::chrono::milliseconds longest = settings::Layers::LongestWait)
    {
        const auto made = makeFirstKey(m_layers, longest);
        if (!made)
            return made.error();
        if (*made)
            m_newKey = (*made)->secret;
        return {};
    }

    // Not into the log, which others may read.
    void tellNewKey()
    {
        if (m_newKey.isEmpty())
            return;
        const auto key = std::exchange(m_newKey, {});
        if (qEnvironmentVariableIsSet("JOURNAL_STREAM")) // under systemd it may be read by others
            std::printf("There is a new API key: claude-relay key show default tells it.\n");
        else
            std::printf("API key: %s\n", key.constData());
        std::fflush(stdout);
    }

    void tellAddress() const
    {
        if (const auto url = m_core->baseUrl(); !url.isEmpty())
            std::printf("listening on %s\n", qPrintable(url));
        if (const auto path = m_core->socketPath(); !path.isEmpty())
            std::printf("listening on unix:%s\n", qPrintable(path));
        std::fflush(stdout);
    }

    void onStopped()
    {
        m_core.release()->deleteLater();
        m_stopping = false;
        m_control.noteStopped();
        if (m_quitting)
            QCoreApplication::quit();
        else if (std::exchange(m_startAgain, false))
            start();
    }

    settings::Layers m_layers;
    agent::Guard &m_guard;
    Control m_control; // gone last: who has said quit waits for that
    Recording m_recording;
    agent::Approvals m_approvals; // nobody is there to be asked
    Signals m_signals;
    KeysWatch m_keysWatch;
    std::unique_ptr<Core> m_core; // while it runs
    QByteArray m_newKey; // made a moment ago, and not yet shown
    Status m_failed; // why it does not, if it should
    bool m_stopping = false;
    bool m_startAgain = false; // start() was called while it stopped
    bool m_quitting = false;
};

} // namespace

int serve(int &argc, char **argv, settings::Layers layers, agent::Guard &guard)
{
    // With hundreds of descriptors GLib's dispatcher costs a fifth more (measured); nothing here needs it.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    Serve relay(std::move(layers), guard);
    if (const auto problem = relay.open(); !problem.isEmpty()) {
        std::fprintf(stderr, "claude-relay: %s\n", qPrintable(problem));
        return 2;
    }
    return QCoreApplication::exec();
}

} // namespace app

#include "serve_command.moc"
