#include "ui/forms/doctor_run.h"

#include <utility>

namespace ui::forms {

DoctorRun::DoctorRun(settings::Settings settings, quint16 ownPort, agent::Guard &guard)
{
    qRegisterMetaType<app::Finding>();
    auto *doctor = new app::Doctor(std::move(settings), ownPort, guard);
    doctor->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, doctor, &app::Doctor::start);
    connect(&m_thread, &QThread::finished, doctor, &QObject::deleteLater);
    connect(doctor, &app::Doctor::found, this, &DoctorRun::found);
    connect(doctor, &app::Doctor::finished, this, &DoctorRun::finished);
    m_thread.setObjectName(QStringLiteral("doctor"));
    m_thread.start();
}

DoctorRun::~DoctorRun()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace ui::forms
