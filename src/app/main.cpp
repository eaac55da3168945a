#include "agent/guard.h"
#include "app/control_command.h"
#include "app/doctor_command.h"
#include "app/key_command.h"
#include "app/log.h"
#include "app/log_command.h"
#include "app/serve_command.h"
#include "settings/layers.h"
#include "ui/tray_command.h"

#include <QCoreApplication>

#include <algorithm>
#include <csignal>
#include <cstdio>

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int BadUsage = 2;

struct Start
{
    int &argc;
    char **argv;
    QString command; // empty: none
    QStringList arguments; // behind the command
};

int fail(const QString &sentence)
{
    std::fprintf(stderr, "claude-relay: %s\n", qPrintable(sentence));
    return BadUsage;
}

base::Expected<settings::Layers, QString> readLayers(const Start &start)
{
    auto layers = settings::Layers::read(
        settings::settingsFile(), start.arguments, QProcessEnvironment::systemEnvironment());
    if (layers) {
        app::startLog(layers->effective().log);
        for (const auto &notice : layers->fileNotices())
            qCWarning(lcRelay, "%s", qPrintable(notice));
        if (layers->sourceOf(*settings::findOption(u"api-key")) == settings::Source::CommandLine)
            qCWarning(lcRelay,
                "Other users of this machine can read --api-key in the list of processes. They can't read "
                "CLAUDE_RELAY_API_KEY, nor the keys of claude-relay key.");
    }
    return layers;
}

int runTray(Start &start)
{
    auto guard = agent::Guard::start();
    auto layers = readLayers(start);
    return layers ? ui::runTray(start.argc, start.argv, std::move(*layers), guard) : fail(layers.error());
}

int runServe(Start &start)
{
    auto guard = agent::Guard::start();
    auto layers = readLayers(start);
    return layers ? app::serve(start.argc, start.argv, std::move(*layers), guard) : fail(layers.error());
}

int runDoctor(Start &start)
{
    auto guard = agent::Guard::start();
    const auto layers = readLayers(start);
    return layers ? app::doctor(start.argc, start.argv, layers->effective(), guard) : fail(layers.error());
}

int runLog(Start &start)
{
    return app::printLog(start.argc, start.argv, start.arguments);
}

int runKey(Start &start)
{
    return app::key(start.argc, start.argv, start.arguments);
}

int runControl(Start &start)
{
    return app::control(start.argc, start.argv, start.command, start.arguments);
}

struct Command
{
    const char *name;
    const char *arguments;
    const char *purpose;
    const char *more; // for its own help
    const char *sections; // of the options that it takes, separated by blanks
    int (*run)(Start &start);
};

constexpr auto All = "server claude answers streams log desktop";
constexpr auto Talks = "It talks to the claude-relay that runs: the one in the tray, else a serve.\n"
                       "Exit code: 0 when it is done, 1 when none runs or it can't be done.\n";

constexpr Command Commands[] = {
    {"", "[OPTION…]", "in the tray of the desktop",
        "When one runs in the tray already, its request log is shown.\n"
        "Exit code: 0, or 2 when it can't start.\n",
        All, runTray},
    {"serve", "[OPTION…]", "without a display",
        "Prints \"listening on\" and the base URL. SIGINT, SIGTERM and claude-relay quit end it: running\n"
        "answers have five seconds to finish; the second time it ends at once.\n"
        "Exit code: 0, or 2 when it can't start.\n",
        "server claude answers streams log", runServe},
    {"doctor", "[OPTION…]", "looks whether all is there",
        "A line for each check, with what to do about it.\n"
        "Exit code: 0 when all is well, else 1.\n",
        "server claude", runDoctor},
    {"log", "[OPTION…] [WORD…]", "prints the request log", app::LogHelp, nullptr, runLog},
    {"key", "list|add|show|remove", "the keys that clients send", app::KeyHelp, nullptr, runKey},
    {"status", "[--json]", "tells how the running one is", Talks, nullptr, runControl},
    {"start", "", "starts its server", Talks, nullptr, runControl},
    {"stop", "", "stops its server and ends all sessions; the program goes on", Talks, nullptr, runControl},
    {"reload", "", "lets it read the settings file anew", Talks, nullptr, runControl},
    {"log-level", "[LEVEL]", "sets the level of its log until it ends; without a word, tells it", Talks,
        nullptr, runControl},
    {"open-log", "", "shows its request log; the one in the tray only", Talks, nullptr, runControl},
    {"open-settings", "", "shows its settings; the one in the tray only", Talks, nullptr, runControl},
    {"quit", "", "ends it", Talks, nullptr, runControl},
};

const Command *findCommand(const QString &name)
{
    const auto *found = std::ranges::find_if(
        Commands, [&name](const Command &command) { return name == QLatin1StringView(command.name); });
    return found == std::end(Commands) ? nullptr : found;
}

QString usageOf(const Command &command)
{
    return QStringList{
        u"claude-relay"_s, QString::fromUtf8(command.name), QString::fromUtf8(command.arguments)}
        .join(u' ')
        .simplified();
}

int printVersion()
{
    std::printf("claude-relay %s\n", RELAY_VERSION);
    return 0;
}

int printHelp(const Command &command)
{
    QString text;
    if (*command.name) {
        text = usageOf(command) + "\n  "_L1 + QString::fromUtf8(command.purpose) + '\n'_L1;
    } else {
        text = u"claude-relay %1 serves the OpenAI API on this machine, answered by Claude Code.\n\n"_s.arg(
            QStringLiteral(RELAY_VERSION));
        for (const auto &each : Commands)
            text +=
                "  "_L1 + (usageOf(each) + u' ').leftJustified(32) + QString::fromUtf8(each.purpose) + u'\n';
        text += "  claude-relay help COMMAND       tells more of one\n"
                "  claude-relay --version\n"_L1;
    }
    text += u'\n' + QString::fromUtf8(command.more);
    if (command.sections)
        text += u"\nOptions. Each is also an environment variable (--max-sessions: "
                u"CLAUDE_RELAY_MAX_SESSIONS) and may\n"
                "stand in %1.\n\n"_s.arg(settings::settingsFile())
            + settings::optionsHelp(QString::fromLatin1(command.sections).split(u' '));
    std::fputs(text.toLocal8Bit().constData(), stdout);
    return 0;
}

bool wantsHelp(const QStringList &arguments)
{
    return arguments.contains("--help"_L1) || arguments.contains("-h"_L1);
}

// Where one of the three is closed, the next file or socket that is opened would get what is printed.
void openStandardStreams()
{
    for (int standard = 0; standard <= 2; ++standard) {
        if (fcntl(standard, F_GETFD) < 0)
            open("/dev/null", standard == 0 ? O_RDONLY : O_WRONLY); // takes the lowest number that is free
    }
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // what can't be written is told
    openStandardStreams();
    QCoreApplication::setApplicationName(u"claude-relay"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RELAY_VERSION));

    Start start{.argc = argc, .argv = argv};
    for (int index = 1; index < argc; ++index)
        start.arguments.append(QString::fromLocal8Bit(argv[index]));
    if (start.arguments.contains("--version"_L1))
        return printVersion();
    if (!start.arguments.isEmpty() && !start.arguments.first().startsWith(u'-'))
        start.command = start.arguments.takeFirst();
    const bool help = start.command == "help"_L1;
    if (help)
        start.command = start.arguments.value(0);
    const auto *command = findCommand(start.command);
    if (!command)
        return fail(u"There is no command \"%1\". claude-relay --help lists them."_s.arg(start.command));
    return help || wantsHelp(start.arguments) ? printHelp(*command) : command->run(start);
}
