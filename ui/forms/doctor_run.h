#pragma once

#include "app/doctor.h"

#include <QObject>
#include <QThread>

namespace ui::forms {

// The doctor at work in a thread of its own, since it starts processes and looks for files. To destroy it is to stop.
class DoctorRun : public QObject
{
    Q_OBJECT

public:
    // Begins at once. `guard` must outlive this; `ownPort` as for app::Doctor.
    DoctorRun(settings::Settings settings, quint16 ownPort, agent::Guard &guard);
    ~DoctorRun() override;

Q_SIGNALS:
    void found(const app::Finding &finding);
    void finished(bool good);

private:
    QThread m_thread;
};

} // namespace ui::forms
