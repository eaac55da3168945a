#include "ui/tray/tray_host.h"

#include "ui/tray/embedder.h"
#include "ui/tray/notifier_watcher.h"

#include <QTimer>

using namespace std::chrono_literals;

namespace ui {

namespace {

// A desktop that has just begun starts its tray a little later than its applications.
constexpr auto Grace = 3s;

} // namespace

struct TrayHost::Private
{
    explicit Private(TrayHost &host) : front(host)
    {
        // An embedding tray would do at once, but where both come the other one shows more.
        connect(&notifier, &NotifierWatcher::appeared, &front, [this] {
            grace.stop();
            Q_EMIT front.appeared();
        });
        connect(&notifier, &NotifierWatcher::vanished, &front, [this] { tellUnlessWaiting(); });
        connect(&embedder, &Embedder::appeared, &front, [this] { tellUnlessWaiting(); });
        connect(&embedder, &Embedder::vanished, &front, [this] { tellUnlessWaiting(); });
        grace.setSingleShot(true);
        connect(&grace, &QTimer::timeout, &front, [this] { tell(); });
        grace.start(Grace);
    }

    bool isPresent() const { return notifier.isPresent() || (!grace.isActive() && embedder.isPresent()); }

    void tellUnlessWaiting()
    {
        if (!grace.isActive() && !notifier.isPresent())
            tell();
    }

    void tell()
    {
        if (isPresent())
            Q_EMIT front.appeared();
        else
            Q_EMIT front.vanished();
    }

    TrayHost &front;
    NotifierWatcher notifier;
    Embedder embedder;
    QTimer grace;
};

TrayHost::TrayHost(QObject *parent) : QObject(parent), d(std::make_unique<Private>(*this)) { }

TrayHost::~TrayHost() = default;

bool TrayHost::isPresent() const
{
    return d->isPresent();
}

} // namespace ui
