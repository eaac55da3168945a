#include "ui/tray_command.h"

#include "app/log.h"
#include "app/signals.h"
#include "ui/actions.h"
#include "ui/relay_thread.h"
#include "ui/tray/tray.h"
#include "ui/tray/tray_host.h"

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

    RelayThread relay(layers.effective(), guard);
    Actions actions;
    Tray tray(actions);
    TrayHost host;
    app::Signals signals_;
    bool quitting = false;
    const auto quit = [&] {
        if (std::exchange(quitting, true))
            QApplication::quit();
        else
            relay.stop();
    };
    QObject::connect(&host, &TrayHost::appeared, &tray, [&tray] { tray.setPresent(true); });
    QObject::connect(&host, &TrayHost::vanished, &tray, [&tray] {
        tray.setPresent(false);
        qCWarning(lcRelay,
            "This desktop has no tray (yet). The relay runs all the same; SIGINT or SIGTERM ends it.");
    });
    QObject::connect(&relay, &RelayThread::statusChanged, &tray, &Tray::setStatus);
    QObject::connect(&relay, &RelayThread::statusChanged, &actions, &Actions::setStatus);
    QObject::connect(&relay, &RelayThread::entriesChanged, &tray, &Tray::noteEntries);
    QObject::connect(&tray, &Tray::cancelWanted, &relay, &RelayThread::cancel);
    QObject::connect(&relay, &RelayThread::stopped, &tray, [&] {
        if (quitting)
            QApplication::quit();
    });
    QObject::connect(&actions, &Actions::startWanted, &relay, &RelayThread::start);
    QObject::connect(&actions, &Actions::stopWanted, &relay, &RelayThread::stop);
    QObject::connect(&actions, &Actions::quitWanted, &relay, quit);
    QObject::connect(&signals_, &app::Signals::received, &relay, quit);
    relay.start();
    return QApplication::exec();
}

} // namespace ui
