#include "ui/tray/notifier_watcher.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr auto Service = "org.kde.StatusNotifierWatcher"_L1;
constexpr auto Path = "/StatusNotifierWatcher"_L1;

} // namespace

NotifierWatcher::NotifierWatcher(QObject *parent)
    : QObject(parent),
      m_watcher(Service, QDBusConnection::sessionBus(), QDBusServiceWatcher::WatchForOwnerChange)
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
        [this](const QString &, const QString &, const QString &newOwner) {
            setPresent(false);
            if (!newOwner.isEmpty())
                ask();
        });
    for (const auto *change : {"StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"})
        QDBusConnection::sessionBus().connect(
            Service, Path, Service, QString::fromLatin1(change), this, SLOT(noteHost()));
    ask();
}

void NotifierWatcher::noteHost()
{
    ask();
}

// A watcher without a host shows nothing.
void NotifierWatcher::ask()
{
    auto message =
        QDBusMessage::createMethodCall(Service, Path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    message << QString(Service) << u"IsStatusNotifierHostRegistered"_s;
    message.setAutoStartService(false);
    auto *call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call] {
        const QDBusPendingReply<QDBusVariant> reply = *call;
        setPresent(reply.isValid() && reply.value().variant().toBool());
        call->deleteLater();
    });
}

void NotifierWatcher::setPresent(bool present)
{
    if (m_present == present)
        return;
    m_present = present;
    if (present)
        Q_EMIT appeared();
    else
        Q_EMIT vanished();
}

} // namespace ui
