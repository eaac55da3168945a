#include "agent/guard.h"
#include "app/doctor_command.h"
#include "app/log.h"
#include "app/serve_command.h"
#include "settings/layers.h"
#include "ui/tray_command.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

void printHelp()
{
    std::printf("claude-relay %s serves the OpenAI API on this machine, answered by Claude Code.\n"
                "\n"
                "  claude-relay [OPTION…]          in the tray of the desktop\n"
                "  claude-relay serve [OPTION…]    without a display\n"
                "  claude-relay doctor [OPTION…]   looks whether all is there\n"
                "  claude-relay --help | --version\n"
                "\n"
                "Options, each also as an environment variable (--max-sessions: CLAUDE_RELAY_MAX_SESSIONS):\n"
                "%s",
        RELAY_VERSION, qPrintable(settings::optionsHelp()));
}

int fail(const QString &sentence)
{
    std::fprintf(stderr, "claude-relay: %s\n", qPrintable(sentence));
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    auto guard = agent::Guard::start();

    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    if (arguments.contains("--help"_L1) || arguments.contains("-h"_L1)) {
        printHelp();
        return 0;
    }
    if (arguments.contains("--version"_L1)) {
        std::printf("claude-relay %s\n", RELAY_VERSION);
        return 0;
    }
    QString command;
    if (!arguments.isEmpty() && !arguments.first().startsWith(u'-'))
        command = arguments.takeFirst();
    if (!command.isEmpty() && command != "serve"_L1 && command != "doctor"_L1)
        return fail(u"There is no command \"%1\". claude-relay --help lists them."_s.arg(command));

    QCoreApplication::setApplicationName(u"claude-relay"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RELAY_VERSION));
    const auto layers =
        settings::Layers::read(settings::settingsFile(), arguments, QProcessEnvironment::systemEnvironment());
    if (!layers)
        return fail(layers.error());
    const auto settings = layers->effective();
    app::startLog(settings.log.level);
    for (const auto &notice : layers->fileNotices())
        qCWarning(lcRelay, "%s", qPrintable(notice));
    if (command == "serve"_L1)
        return app::serve(argc, argv, settings, guard);
    if (command == "doctor"_L1)
        return app::doctor(argc, argv, settings, guard);
    return ui::runTray(argc, argv, settings, guard);
}
