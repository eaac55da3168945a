#include "sim/messages_api.h"

#include <QCoreApplication>

#include <cstdio>

// Runs the simulated Messages API until it is killed: ANTHROPIC_BASE_URL=http://127.0.0.1:PORT claude …
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    sim::MessagesApi api;
    const auto port = api.listen();
    if (!port) {
        std::fprintf(stderr, "%s\n", qPrintable(port.error()));
        return 2;
    }
    std::printf("listening on %s\n", api.baseUrl().constData());
    std::fflush(stdout);
    return app.exec();
}
