#include "ui/forms/doctor_run.h"

#include <utility>

namespace ui::forms {

DoctorRun::DoctorRun(settings::Settings settings, quint16 ownPort, agent::Guard &guard)
{
    qRegisterMetaType<app::Finding>();
    // The doctor is made in the thread: its parts would not move there with it.
    auto *place = new QObject;
    place->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, place, &QObject::deleteLater);
    connect(
        &m_thread, &QThread::started, place, [this, place, settings = std::move(settings), ownPort, &guard] {
            auto *doctor = new app::Doctor(settings, ownPort, guard, place);
            connect(doctor, &app::Doctor::found, this, &DoctorRun::found);
            connect(doctor, &app::Doctor::finished, this, &DoctorRun::finished);
            doctor->start();
        });
    m_thread.setObjectName(QStringLiteral("doctor"));
    m_thread.start();
}

DoctorRun::~DoctorRun()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace ui::forms
