#include "cli/launch.h"

#include "cli/tool_bridge.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

// Is this the relay's own address? Then the CLI would ask the relay, which would ask the CLI.
bool leadsToRelay(const QString &address, const LaunchSettings &relay)
{
    constexpr int HttpPort = 80;
    const QUrl url(address);
    if (relay.relayPort == 0 || url.port(HttpPort) != relay.relayPort)
        return false;
    const auto host = url.host();
    return host == relay.relayHost || host == "localhost"_L1 || host == "::1"_L1 || host == "0.0.0.0"_L1
        || host.startsWith("127."_L1);
}

// What another Claude Code tells its children, the relay perhaps among them; tokens too (seen of 2.1.330).
constexpr const char *TracesOfClaude[] = {"CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CLAUDE_CODE_SSE_PORT",
    "CLAUDE_CODE_SESSION_ID", "CLAUDE_CODE_SESSION_ATTENDED", "CLAUDE_CODE_CHILD_SESSION",
    "CLAUDE_CODE_CHILD_NOTES_DIR", "CLAUDE_CODE_MESSAGING_SOCKET", "CLAUDE_CODE_MESSAGING_TOKEN",
    "CLAUDE_CODE_EXECPATH", "CLAUDE_CODE_EXTRA_BODY", "CLAUDE_PID", "CLAUDE_EFFORT", "AI_AGENT"};

void removeTraces(QProcessEnvironment &environment, const LaunchSettings &relay)
{
    for (const auto *name : TracesOfClaude)
        environment.remove(QLatin1StringView(name));
    for (const auto *name : {"ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "OPENAI_API_BASE"}) {
        if (leadsToRelay(environment.value(QLatin1StringView(name)), relay))
            environment.remove(QLatin1StringView(name));
    }
    environment.remove(u"QT_NO_GLIB"_s); // the relay sets it for itself
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
    removeTraces(environment, settings);
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

LaunchKind launchKind(const chat::Request &request, settings::ClientTools clientTools)
{
    if (!request.tools.empty())
        return clientTools == settings::ClientTools::Only ? LaunchKind::Clean : LaunchKind::Full;
    return request.output ? LaunchKind::Clean : LaunchKind::Full;
}

namespace {

// What its user decides by rules is decided; what they leave open, the CLI asks the relay.
QStringList toolArguments(settings::Tools tools, const Features &features)
{
    using settings::Tools;
    // Whatever mode the user's settings begin with: their rules hold, and nothing is skipped.
    const auto mode = tools < Tools::Edits ? u"default"_s : u"acceptEdits"_s;
    if (features.level != Level::TwoWay)
        return {u"--permission-mode"_s, mode};
    if (tools == Tools::Chat)
        return {u"--tools"_s, QString(), u"--strict-mcp-config"_s, u"--permission-mode"_s, u"dontAsk"_s};
    return {u"--permission-mode"_s, mode, u"--permission-prompt-tool"_s, u"stdio"_s,
        // Questions to somebody at a terminal: the model is to ask its client in words.
        u"--disallowedTools"_s, u"AskUserQuestion,EnterPlanMode,ExitPlanMode"_s};
}

} // namespace

Launch launchBase(const LaunchSettings &settings, LaunchKind kind)
{
    Launch launch{.wish = {.kind = kind},
        .program = settings.program,
        .arguments = {u"-p"_s, u"--input-format"_s, u"stream-json"_s, u"--output-format"_s, u"stream-json"_s,
            u"--verbose"_s},
        .environment = childEnvironment(settings)};
    if (settings.features.partialMessages)
        launch.arguments.append(u"--include-partial-messages"_s);
    if (settings.features.level == Level::TwoWay)
        launch.arguments += {u"--no-session-persistence"_s, u"--allowedTools"_s,
            QString::fromLatin1(ToolBridge::ToolPrefix).chopped(2)};
    if (kind == LaunchKind::Clean && settings.features.level == Level::TwoWay) {
        launch.arguments += {u"--safe-mode"_s, u"--debug-to-stderr"_s};
        launch.environment.insert(u"ENABLE_TOOL_SEARCH"_s, u"false"_s);
        // Why it does not take a schema is told nowhere else.
        launch.environment.insert(u"CLAUDE_CODE_DEBUG_LOG_LEVEL"_s, u"error"_s);
    }
    return launch;
}

Launch launchFor(const Launch &base, const Features &features, const Wish &wish)
{
    auto launch = base;
    launch.wish = wish;
    if (wish.kind == LaunchKind::Clean)
        launch.wish.tools = settings::Tools::Chat;
    launch.arguments += toolArguments(launch.wish.tools, features);
    if (features.quietModelChange)
        launch.wish.model.clear();
    else if (!wish.model.isEmpty())
        launch.arguments.append(u"--model="_s + QString::fromUtf8(wish.model));
    return launch;
}

Launch sessionLaunch(const LaunchSettings &settings, const Wish &wish)
{
    return launchFor(launchBase(settings, wish.kind), settings.features, wish);
}

} // namespace cli
