#include "cli/launch.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

// Is this the relay's own address? Then the CLI would ask the relay, which would ask the CLI.
bool leadsToRelay(const QString &address, quint16 port)
{
    const QUrl url(address);
    if (url.port() != port || port == 0)
        return false;
    const auto host = url.host();
    return host == "localhost"_L1 || host == "::1"_L1 || host == "0.0.0.0"_L1 || host.startsWith("127."_L1);
}

void removeOwnTraces(QProcessEnvironment &environment, quint16 relayPort)
{
    for (const auto *name :
        {"CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CLAUDE_CODE_SSE_PORT", "CLAUDE_CODE_SESSION_ID"})
        environment.remove(QLatin1StringView(name));
    for (const auto *name : {"ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "OPENAI_API_BASE"}) {
        if (leadsToRelay(environment.value(QLatin1StringView(name)), relayPort))
            environment.remove(QLatin1StringView(name));
    }
    const auto names = environment.keys();
    for (const auto &name : names) {
        if (name.startsWith("CLAUDE_RELAY_"_L1))
            environment.remove(name);
    }
}

void setDefault(QProcessEnvironment &environment, const QString &name, const QString &value)
{
    if (!environment.contains(name))
        environment.insert(name, value);
}

} // namespace

QProcessEnvironment childEnvironment(const LaunchSettings &settings)
{
    auto environment = settings.environment;
    removeOwnTraces(environment, settings.relayPort);
    // A client retries by itself; with the CLI's own ten attempts it would wait for minutes.
    setDefault(environment, u"CLAUDE_CODE_MAX_RETRIES"_s, u"1"_s);
    // "@path" in a prompt is the client's text, not a wish to have that file read without asking.
    environment.insert(u"CLAUDE_CODE_DISABLE_FILE_MENTIONS"_s, u"1"_s);
    // The client manages its conversation; it wants to hear that the context is full.
    setDefault(environment, u"DISABLE_AUTO_COMPACT"_s, u"1"_s);
    environment.insert(u"DISABLE_AUTOUPDATER"_s, u"1"_s);
    if (!settings.apiBaseUrl.isEmpty()) {
        for (const auto *name : {"ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_USE_BEDROCK",
                 "CLAUDE_CODE_USE_VERTEX", "CLAUDE_CODE_USE_FOUNDRY", "CLAUDE_CONFIG_DIR"})
            environment.remove(QLatin1StringView(name));
        environment.insert(u"ANTHROPIC_BASE_URL"_s, settings.apiBaseUrl);
        environment.insert(u"ANTHROPIC_API_KEY"_s, u"simulated"_s);
        environment.insert(u"CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"_s, u"1"_s);
        environment.insert(u"HOME"_s, settings.apiHome);
    }
    return environment;
}

Launch sessionLaunch(const LaunchSettings &settings, const QByteArray &model)
{
    Launch launch{.program = settings.program,
        .arguments = {u"-p"_s, u"--input-format"_s, u"stream-json"_s, u"--output-format"_s, u"stream-json"_s,
            u"--verbose"_s},
        .environment = childEnvironment(settings),
        .folder = settings.folder};
    if (settings.features.partialMessages)
        launch.arguments.append(u"--include-partial-messages"_s);
    if (settings.features.level == Level::TwoWay)
        launch.arguments.append(u"--no-session-persistence"_s);
    if (!settings.features.quietModelChange && !model.isEmpty())
        launch.arguments.append(u"--model="_s + QString::fromUtf8(model));
    return launch;
}

} // namespace cli
