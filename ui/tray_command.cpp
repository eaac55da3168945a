#include "ui/tray_command.h"

#include "app/log.h"
#include "app/signals.h"
#include "ui/relay_thread.h"
#include "ui/tray/tray.h"

#include <QApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

bool hasDisplay()
{
#ifdef Q_OS_MACOS
    return true;
#else
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#endif
}

} // namespace

int runTray(int &argc, char **argv, settings::Layers layers, agent::Guard &guard)
{
    if (!hasDisplay()) {
        std::fprintf(stderr, "claude-relay: There is no display. claude-relay serve does without one.\n");
        return 2;
    }
    const QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"claude-relay"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        qCWarning(lcRelay,
            "This desktop has no tray (yet). The relay runs all the same; SIGINT or SIGTERM ends it.");

    RelayThread relay(layers.effective(), guard);
    Tray tray;
    app::Signals signals_;
    bool quitting = false;
    const auto quit = [&] {
        if (std::exchange(quitting, true))
            QApplication::quit();
        else
            relay.stop();
    };
    QObject::connect(&relay, &RelayThread::statusChanged, &tray, &Tray::setStatus);
    QObject::connect(&relay, &RelayThread::stopped, &tray, [&] {
        if (quitting)
            QApplication::quit();
    });
    QObject::connect(&tray, &Tray::startWanted, &relay, &RelayThread::start);
    QObject::connect(&tray, &Tray::stopWanted, &relay, &RelayThread::stop);
    QObject::connect(&tray, &Tray::quitWanted, &relay, quit);
    QObject::connect(&signals_, &app::Signals::received, &relay, quit);
    tray.show();
    relay.start();
    return QApplication::exec();
}

} // namespace ui
