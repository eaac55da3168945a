#include "ui/relay_thread.h"

#include <utility>

namespace ui {

RelayThread::RelayThread(settings::Settings settings, agent::Guard &guard, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_guard(guard), m_worker(new QObject)
{
    qRegisterMetaType<app::Status>();
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

RelayThread::~RelayThread()
{
    m_thread.quit();
    m_thread.wait();
}

void RelayThread::start()
{
    m_startAgain = m_stopping;
    if (std::exchange(m_running, true))
        return;
    QMetaObject::invokeMethod(
        m_worker, [this] { startInThread(); }, Qt::QueuedConnection);
}

void RelayThread::startInThread()
{
    m_core = new app::Core(m_settings, m_guard, m_worker);
    connect(m_core, &app::Core::statusChanged, this, &RelayThread::statusChanged);
    connect(m_core, &app::Core::stopped, m_core, [this] {
        std::exchange(m_core, nullptr)->deleteLater();
        tellStopped();
    });
    if (const auto port = m_core->start(); !port) {
        delete std::exchange(m_core, nullptr);
        const app::Status trouble{.state = app::Status::State::Trouble, .problem = port.error()};
        QMetaObject::invokeMethod(
            this, [this, trouble] { Q_EMIT statusChanged(trouble); }, Qt::QueuedConnection);
        tellStopped();
    }
}

// Behind the last status, in the UI's thread.
void RelayThread::tellStopped()
{
    QMetaObject::invokeMethod(this, &RelayThread::stopped, Qt::QueuedConnection);
}

void RelayThread::stop()
{
    m_stopping = m_running;
    m_startAgain = false;
    QMetaObject::invokeMethod(
        m_worker, [this] { stopInThread(); }, Qt::QueuedConnection);
}

void RelayThread::stopInThread()
{
    if (m_core)
        m_core->stop();
    else
        tellStopped();
}

} // namespace ui
