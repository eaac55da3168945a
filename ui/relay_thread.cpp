#include "ui/relay_thread.h"

#include "app/core.h"
#include "app/recording.h"

#include <utility>

namespace ui {

// The relay's side: all of it happens in the relay's thread.
struct RelayThread::Worker : QObject
{
    Worker(settings::Settings wanted, agent::Guard &processGuard, RelayThread &front)
        : settings(std::move(wanted)), guard(processGuard), ui(front)
    {
        approvals.setAttended(true);
        connect(&approvals, &agent::Approvals::asked, &ui, &RelayThread::approvalAsked);
        connect(&approvals, &agent::Approvals::gone, &ui, &RelayThread::approvalGone);
    }

    // The store is opened by the first who needs it, not by a second start that only hands over.
    app::Recording &records()
    {
        if (!recording)
            open();
        return *recording;
    }

    void open()
    {
        recording = std::make_unique<app::Recording>(settings);
        recording->setWatched(true);
        auto &journal = recording->journal();
        connect(&journal, &journal::Journal::changed, &ui, &RelayThread::entriesChanged);
        connect(&journal, &journal::Journal::detailsChanged, &ui, &RelayThread::detailsChanged);
        connect(recording.get(), &app::Recording::notice, &ui, &RelayThread::noticed);
        connect(recording.get(), &app::Recording::cleared, &ui, &RelayThread::cleared);
    }

    void start()
    {
        core = std::make_unique<app::Core>(settings, guard, records().journal(), approvals);
        connect(core.get(), &app::Core::statusChanged, &ui, &RelayThread::statusChanged);
        connect(core.get(), &app::Core::planChanged, &ui, &RelayThread::planChanged);
        connect(core.get(), &app::Core::stopped, this, [this] {
            core.release()->deleteLater();
            ui.tellStopped();
        });
        if (const auto port = core->start(); !port) {
            const auto why = core->status();
            core.reset();
            QMetaObject::invokeMethod(
                &ui, [this, why] { Q_EMIT ui.statusChanged(why); }, Qt::QueuedConnection);
            ui.tellStopped();
        }
    }

    // Without a core there is nothing to stop: the start has failed, and that was told.
    void stop() const
    {
        if (core)
            core->stop();
    }

    void apply()
    {
        const auto problem = core ? core->apply(settings) : QString();
        if (!problem.isEmpty())
            QMetaObject::invokeMethod(
                &ui, [this, problem] { Q_EMIT ui.applyFailed(problem); }, Qt::QueuedConnection);
    }

    settings::Settings settings;
    agent::Guard &guard;
    RelayThread &ui; // outlives this
    agent::Approvals approvals{this};
    std::unique_ptr<app::Recording> recording;
    std::unique_ptr<app::Core> core; // while it runs
};

RelayThread::RelayThread(settings::Settings settings, agent::Guard &guard, QObject *parent)
    : QObject(parent), m_worker(new Worker(std::move(settings), guard, *this))
{
    qRegisterMetaType<app::Status>();
    qRegisterMetaType<app::Plan>();
    qRegisterMetaType<QList<journal::Entry>>();
    qRegisterMetaType<agent::Approval>();
    qRegisterMetaType<std::optional<journal::Details>>();
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(this, &RelayThread::stopped, this, [this] {
        m_running = m_stopping = false;
        if (std::exchange(m_startAgain, false))
            start();
    });
    m_thread.setObjectName(QStringLiteral("relay"));
    m_thread.start();
}

void RelayThread::decide(qint64 approval, agent::Decision decision)
{
    tell([approval, decision](Worker &worker) { worker.approvals.decide(approval, decision); });
}

void RelayThread::askNobody()
{
    tell([](Worker &worker) { worker.approvals.setAttended(false); });
}

RelayThread::~RelayThread()
{
    m_thread.quit();
    m_thread.wait();
}

template<typename Function> void RelayThread::tell(Function &&function)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, function = std::forward<Function>(function)] { function(*worker); },
        Qt::QueuedConnection);
}

void RelayThread::start()
{
    m_startAgain = m_stopping;
    if (std::exchange(m_running, true))
        return;
    tell([](Worker &worker) { worker.start(); });
}

void RelayThread::stop()
{
    m_startAgain = false;
    if (m_running && !std::exchange(m_stopping, true)) {
        tell([](Worker &worker) { worker.stop(); });
    } else if (!m_running) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (!m_running)
                    Q_EMIT stopped();
            },
            Qt::QueuedConnection);
    }
}

// Behind the last status, in the UI's thread.
void RelayThread::tellStopped()
{
    QMetaObject::invokeMethod(this, &RelayThread::stopped, Qt::QueuedConnection);
}

void RelayThread::apply(const settings::Settings &settings)
{
    tell([settings](Worker &worker) {
        worker.settings = settings;
        worker.records().apply(settings.log);
        worker.apply();
    });
}

void RelayThread::tellAll()
{
    tell([](Worker &worker) { worker.records().journal().tellAll(); });
}

void RelayThread::watch(std::optional<qint64> number)
{
    tell([number](Worker &worker) { worker.records().journal().watch(number); });
}

void RelayThread::cancel(qint64 number)
{
    tell([number](Worker &worker) { worker.records().journal().cancel(number); });
}

void RelayThread::clear()
{
    tell([](Worker &worker) { worker.records().clear(); });
}

void RelayThread::askPlan()
{
    tell([](Worker &worker) {
        if (worker.core)
            worker.core->askPlan();
    });
}

void RelayThread::lookAgain()
{
    tell([](Worker &worker) {
        if (worker.core)
            worker.core->lookAgain();
    });
}

} // namespace ui
