#include "app/serve_command.h"

#include "app/core.h"
#include "app/log.h"
#include "app/recording.h"
#include "app/signals.h"

#include <QCoreApplication>

#include <cstdio>

namespace app {

int serve(int &argc, char **argv, const settings::Settings &settings, agent::Guard &guard)
{
    // With hundreds of descriptors GLib's dispatcher costs a fifth more (measured); nothing here needs it.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    Signals signals_;
    Recording recording(settings);
    Core core(settings, guard, recording.journal());
    if (const auto port = core.start(); !port) {
        std::fprintf(stderr, "claude-relay: %s\n", qPrintable(port.error()));
        return 2;
    }
    std::printf("listening on %s\n", qPrintable(core.baseUrl()));
    std::fflush(stdout);

    bool stopping = false;
    QObject::connect(&core, &Core::stopped, &application, &QCoreApplication::quit);
    QObject::connect(&signals_, &Signals::received, &core, [&](int) {
        if (std::exchange(stopping, true)) {
            QCoreApplication::quit(); // asked twice: at once, the guard ends the rest
            return;
        }
        qCInfo(lcRelay, "Stopping; running answers have five seconds to finish.");
        core.stop();
    });
    return QCoreApplication::exec();
}

} // namespace app
