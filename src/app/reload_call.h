#pragma once

#include "app/control_call.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace app {

// Has every relay that runs, the one in the tray and a serve, read its files anew.
class ReloadCall : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // finished() follows, once.
    void start();

Q_SIGNALS:
    // With what one of them said against it, as sentences; empty when none did, or none runs.
    void finished(const QString &problem);

private:
    void note(const ControlCall &call, ControlCall::Outcome outcome);

    std::vector<std::unique_ptr<ControlCall>> m_calls;
    std::size_t m_open = 0;
    QStringList m_problems;
};

} // namespace app
