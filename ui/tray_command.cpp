#include "ui/tray_command.h"

#include "app/control_command.h"
#include "app/log.h"
#include "app/signals.h"
#include "ui/application.h"
#include "ui/tray/icon.h"

#include <QApplication>
#include <QTimer>

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
    QApplication::setDesktopFileName(u"claude-relay"_s);
    QApplication::setWindowIcon(applicationIcon());
    QApplication::setQuitOnLastWindowClosed(false);

    Application relay(std::move(layers), guard);
    switch (relay.own()) {
    case app::Control::Listening::Yes:
        break;
    case app::Control::Listening::Taken:
        if (argc > 1)
            std::fprintf(stderr,
                "claude-relay: It runs already; what follows the command has no effect on it. Its settings "
                "do.\n");
        return app::handOver(u"open-log"_s);
    case app::Control::Listening::Failed:
        qCWarning(
            lcRelay, "Commands such as status can't reach this one. %s", qPrintable(relay.controlProblem()));
        break;
    }
    app::Signals signals_;
    QObject::connect(&signals_, &app::Signals::received, &relay, &Application::quit);
    QObject::connect(&relay, &Application::finished, &application, &QApplication::quit);
    QTimer::singleShot(0, &relay, &Application::begin);
    return QApplication::exec();
}

} // namespace ui
