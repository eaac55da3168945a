#include "ui/tray/tray_host.h"

namespace ui {

// The menu bar is always there.
struct TrayHost::Private
{ };

TrayHost::TrayHost(QObject *parent) : QObject(parent)
{
    QMetaObject::invokeMethod(this, &TrayHost::appeared, Qt::QueuedConnection);
}

TrayHost::~TrayHost() = default;

bool TrayHost::isPresent() const
{
    return true;
}

} // namespace ui
