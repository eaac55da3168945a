#include "settings/options.h"

#include "settings/model_names.h"
#include "settings/texts.h"

using namespace Qt::StringLiterals;

namespace settings {

namespace {

constexpr qint64 Kilobyte = 1024;
constexpr qint64 Megabyte = 1024 * Kilobyte;

constexpr struct
{
    LogLevel value;
    const char *name;
} LogLevels[] = {{LogLevel::Error, "error"}, {LogLevel::Warning, "warning"}, {LogLevel::Info, "info"},
    {LogLevel::Debug, "debug"}};

constexpr struct
{
    KeepBodies value;
    const char *name;
} Bodies[] = {{KeepBodies::Never, "never"}, {KeepBodies::Memory, "memory"}, {KeepBodies::Store, "store"}};

constexpr struct
{
    LogFormat value;
    const char *name;
} Formats[] = {{LogFormat::Text, "text"}, {LogFormat::Json, "json"}};

constexpr struct
{
    Tools value;
    const char *name;
} ToolsNames[] = {{Tools::Chat, "chat"}, {Tools::Ask, "ask"}, {Tools::Edits, "edits"}, {Tools::All, "all"}};

constexpr struct
{
    ClientTools value;
    const char *name;
} ClientToolsNames[] = {{ClientTools::Only, "only"}, {ClientTools::Beside, "beside"}};

constexpr Option Options[] = {
    {"host", "server/host", "ADDRESS", "address to listen on",
        [](const Settings &s) { return s.server.host; },
        [](Settings &s, const QString &text) { return setHost(s.server.host, text); }},
    {"port", "server/port", "NUMBER", "port to listen on; 0 takes a free one",
        [](const Settings &s) { return QString::number(s.server.port); },
        [](Settings &s, const QString &text) {
            int port = s.server.port;
            auto error = setNumber(port, text, 0, 65535);
            s.server.port = quint16(port);
            return error;
        }},
    {"tcp", "server/tcp", "on|off", "listen on that address; off: only on the socket",
        [](const Settings &s) { return toText(s.server.tcp); },
        [](Settings &s, const QString &text) { return setSwitch(s.server.tcp, text); }},
    {"socket", "server/socket", "PATH", "a Unix socket to listen on, for this user only",
        [](const Settings &s) { return s.server.socket; },
        [](Settings &s, const QString &text) { return setSocket(s.server.socket, text); }},
    {"api-key", nullptr, "KEY", "a key that clients must send; claude-relay key makes such that are kept",
        [](const Settings &s) { return QString::fromUtf8(s.server.apiKey); },
        [](Settings &s, const QString &text) { return setSecret(s.server.apiKey, text); }},
    {"hosts", "server/hosts", "NAME,…", "further names of this machine that clients may use",
        [](const Settings &s) { return s.server.hosts.join(u','); },
        [](Settings &s, const QString &text) { return setHostNames(s.server.hosts, text); }},
    {"cors", "server/cors", "off|local|all|LIST",
        "web pages that may ask: none; of this machine; with a key all, or those of a list",
        [](const Settings &s) { return s.server.cors; },
        [](Settings &s, const QString &text) { return setCors(s.server.cors, text); }, "off"},
    {"claude", "claude/program", "PATH", "the claude command; looked for when not given",
        [](const Settings &s) { return s.claude.program; },
        [](Settings &s, const QString &text) {
            s.claude.program = text;
            return QString();
        }},
    {"workdir", "claude/folder", "DIR", "folder that Claude Code works in; one of its own when not given",
        [](const Settings &s) { return s.claude.folder; },
        [](Settings &s, const QString &text) { return setFolder(s.claude.folder, text); }},
    {"workdirs", "claude/folders", "DIR:…", "folders in which a request may choose its own",
        [](const Settings &s) { return s.claude.folders.join(u':'); },
        [](Settings &s, const QString &text) { return setFolders(s.claude.folders, text); }},
    {"tools", "claude/tools", "chat|ask|edits|all",
        "what Claude may do: nothing; as your rules say, and ask you; edit files too; all",
        [](const Settings &s) { return nameOf(s.claude.tools, ToolsNames); },
        [](Settings &s, const QString &text) { return setNamed(s.claude.tools, text, ToolsNames); }, "chat"},
    {"confirm-all", "claude/confirm-all", nullptr,
        "yes, --tools all is meant: every request may run anything",
        [](const Settings &s) { return toText(s.claude.confirmAll); },
        [](Settings &s, const QString &text) { return setSwitch(s.claude.confirmAll, text); }},
    {"approval-time", "claude/approval-time", "SECONDS",
        "how long a question to you waits; then it is denied",
        [](const Settings &s) { return toText(s.claude.approvalTime); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.approvalTime, text); }},
    {"max-sessions", "claude/max-sessions", "N", "claude processes at once",
        [](const Settings &s) { return QString::number(s.claude.maxSessions); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.maxSessions, text, 1, 256); }},
    {"queue", "claude/queue", "N", "requests that wait for a process; one more gets a 429",
        [](const Settings &s) { return QString::number(s.claude.queue); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.queue, text, 0, 10000); }},
    {"client-share", "claude/client-share", "N", "of these, for one client",
        [](const Settings &s) { return QString::number(s.claude.clientShare); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.clientShare, text, 1, 10000); }},
    {"warm", "claude/warm", "N", "processes started ahead of need",
        [](const Settings &s) { return QString::number(s.claude.warm); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.warm, text, 0, 64); }},
    {"request-timeout", "claude/request-timeout", "SECONDS", "longest time for one answer",
        [](const Settings &s) { return toText(s.claude.requestTimeout); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.requestTimeout, text); }},
    {"initialize-time", "claude/initialize-time", "SECONDS",
        "a process that is silent so long at first is replaced",
        [](const Settings &s) { return toText(s.claude.initializeTime); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.initializeTime, text); }},
    {"max-memory", "claude/max-memory", "MB", "of one claude process; 0: no limit",
        [](const Settings &s) { return sizeText(s.claude.memory, Megabyte); },
        [](Settings &s, const QString &text) {
            return setSize(s.claude.memory, text, Megabyte, 0, 1024 * 1024);
        }},
    {"keep", "claude/keep", "SECONDS",
        "how long a session that has answered waits for the next question; 0: not at all",
        [](const Settings &s) { return toText(s.claude.keep); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.keep, text, 0); }},
    {"keep-max", "claude/keep-max", "N", "such sessions at once",
        [](const Settings &s) { return QString::number(s.claude.keepMax); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.keepMax, text, 0, 256); }},
    {"tool-wait", "claude/tool-wait", "SECONDS",
        "how long a session waits for the results of the client's tools; 0: not at all",
        [](const Settings &s) { return toText(s.claude.toolWait); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.toolWait, text, 0); }},
    {"tool-wait-max", "claude/tool-wait-max", "N", "such sessions at once",
        [](const Settings &s) { return QString::number(s.claude.toolWaitMax); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.toolWaitMax, text, 0, 256); }},
    {"client-tools", "claude/client-tools", "only|beside",
        "requests with tools: only these, or beside Claude Code's own",
        [](const Settings &s) { return nameOf(s.claude.clientTools, ClientToolsNames); },
        [](Settings &s, const QString &text) {
            return setNamed(s.claude.clientTools, text, ClientToolsNames);
        }},
    {"forward-sampling", "claude/forward-sampling", nullptr,
        "hand temperature and top_p on; the newest models refuse them",
        [](const Settings &s) { return toText(s.claude.forwardSampling); },
        [](Settings &s, const QString &text) { return setSwitch(s.claude.forwardSampling, text); }},
    {"model-names", "claude/model-names", "NAME=MODEL,…",
        "further names for models, beside the built-in ones",
        [](const Settings &s) { return modelNamesText(s.claude.modelNames); },
        [](Settings &s, const QString &text) { return setModelNames(s.claude.modelNames, text); }},
    {"demo", nullptr, nullptr,
        "answer from a simulated API: no account is needed, nothing leaves this machine",
        [](const Settings &s) { return toText(s.demo); },
        [](Settings &s, const QString &text) { return setSwitch(s.demo, text); }},
    {"strict-params", "answers/strict-params", nullptr, "refuse requests with parameters that have no effect",
        [](const Settings &s) { return toText(s.answers.strict); },
        [](Settings &s, const QString &text) { return setSwitch(s.answers.strict, text); }},
    {"hide-reasoning", "answers/hide-reasoning", nullptr, "leave out what the model thinks",
        [](const Settings &s) { return toText(!s.answers.reasoning); },
        [](Settings &s, const QString &text) {
            bool hide = !s.answers.reasoning;
            auto error = setSwitch(hide, text);
            s.answers.reasoning = !hide;
            return error;
        }},
    {"show-work", "answers/show-work", nullptr,
        "show, as reasoning, what Claude Code does with its own tools",
        [](const Settings &s) { return toText(s.answers.work); },
        [](Settings &s, const QString &text) { return setSwitch(s.answers.work, text); }},
    {"open-after", "streams/open-after", "SECONDS", "send the headers at the latest then",
        [](const Settings &s) { return toText(s.stream.openAfter); },
        [](Settings &s, const QString &text) { return setSeconds(s.stream.openAfter, text); }},
    {"comment-every", "streams/comment-every", "SECONDS", "send a comment when nothing was sent for so long",
        [](const Settings &s) { return toText(s.stream.commentEvery); },
        [](Settings &s, const QString &text) { return setSeconds(s.stream.commentEvery, text); }},
    {"delta-after", "streams/delta-after", "SECONDS", "send an empty delta when none was sent for so long",
        [](const Settings &s) { return toText(s.stream.deltaAfter); },
        [](Settings &s, const QString &text) { return setSeconds(s.stream.deltaAfter, text); }},
    {"max-body", "limits/body", "MB", "of a request",
        [](const Settings &s) { return sizeText(s.limits.body, Megabyte); },
        [](Settings &s, const QString &text) { return setSize(s.limits.body, text, Megabyte, 1, 1024); }},
    {"max-headers", "limits/headers", "KB", "of a request, with its first line",
        [](const Settings &s) { return sizeText(s.limits.headers, Kilobyte); },
        [](Settings &s, const QString &text) { return setSize(s.limits.headers, text, Kilobyte, 1, 1024); }},
    {"max-depth", "limits/depth", "N", "how deep the JSON of a request may be nested",
        [](const Settings &s) { return QString::number(s.limits.depth); },
        [](Settings &s, const QString &text) { return setNumber(s.limits.depth, text, 16, 1000); }},
    {"max-connections", "limits/connections", "N", "at once; one more gets a 503",
        [](const Settings &s) { return QString::number(s.limits.connections); },
        [](Settings &s, const QString &text) { return setNumber(s.limits.connections, text, 1, 4000); }},
    {"header-time", "limits/header-time", "SECONDS", "for all headers of a request",
        [](const Settings &s) { return toText(s.limits.headerTime); },
        [](Settings &s, const QString &text) { return setSeconds(s.limits.headerTime, text); }},
    {"body-time", "limits/body-time", "SECONDS", "a request's body may pause, or be behind 500 bytes/s",
        [](const Settings &s) { return toText(s.limits.bodyTime); },
        [](Settings &s, const QString &text) { return setSeconds(s.limits.bodyTime, text); }},
    {"idle-time", "limits/idle-time", "SECONDS", "a connection waits for its next request",
        [](const Settings &s) { return toText(s.limits.idleTime); },
        [](Settings &s, const QString &text) { return setSeconds(s.limits.idleTime, text); }},
    {"max-unsent", "limits/unsent", "MB", "of an answer that wait for a slow client",
        [](const Settings &s) { return sizeText(s.limits.unsent, Megabyte); },
        [](Settings &s, const QString &text) { return setSize(s.limits.unsent, text, Megabyte, 1, 1024); }},
    {"unsent-time", "limits/unsent-time", "SECONDS", "a client that takes nothing for so long is cut off",
        [](const Settings &s) { return toText(s.limits.unsentTime); },
        [](Settings &s, const QString &text) { return setSeconds(s.limits.unsentTime, text); }},
    {"log-level", "log/level", "LEVEL", "of the lines on standard error: error, warning, info or debug",
        [](const Settings &s) { return nameOf(s.log.level, LogLevels); },
        [](Settings &s, const QString &text) { return setNamed(s.log.level, text, LogLevels); }},
    {"log-format", "log/format", "text|json", "of these lines",
        [](const Settings &s) { return nameOf(s.log.format, Formats); },
        [](Settings &s, const QString &text) { return setNamed(s.log.format, text, Formats); }},
    {"keep-bodies", "log/keep-bodies", "never|memory|store",
        "texts of requests and answers: not kept, of the last ones in memory, or all on disk",
        [](const Settings &s) { return nameOf(s.log.bodies, Bodies); },
        [](Settings &s, const QString &text) { return setNamed(s.log.bodies, text, Bodies); }, "never"},
    {"keep-days", "log/keep-days", "N", "how long the request log on disk reaches back",
        [](const Settings &s) { return QString::number(s.log.keepDays); },
        [](Settings &s, const QString &text) { return setNumber(s.log.keepDays, text, 1, 3650); }},
    {"start-server", "desktop/start-server", "on|off", "start the server with the application",
        [](const Settings &s) { return toText(s.desktop.startServer); },
        [](Settings &s, const QString &text) { return setSwitch(s.desktop.startServer, text); }},
    {"notifications", "desktop/notifications", "on|off", "tell of trouble by notifications",
        [](const Settings &s) { return toText(s.desktop.notifications); },
        [](Settings &s, const QString &text) { return setSwitch(s.desktop.notifications, text); }},
    {"language", "desktop/language", "CODE", "of the windows, such as de; the system's when not given",
        [](const Settings &s) { return s.desktop.language; },
        [](Settings &s, const QString &text) { return setLanguage(s.desktop.language, text); }},
};

constexpr struct
{
    QLatin1StringView value;
    const char *name = nullptr;
} Headings[] = {{"server"_L1, "Server"}, {"claude"_L1, "Claude Code"}, {"answers"_L1, "Answers"},
    {"streams"_L1, "Streamed answers"}, {"limits"_L1, "Limits"}, {"log"_L1, "Log"},
    {"desktop"_L1, "Desktop"}};

QString sectionOf(const Option &option)
{
    return QString::fromLatin1(option.key).section(u'/', 0, 0);
}

QString helpLine(const Option &option, const Settings &standard)
{
    constexpr int Column = 28;
    auto line = "  "_L1 + flagName(option);
    if (option.value)
        line += u' ' + QString::fromUtf8(option.value);
    line = line.size() < Column ? line.leftJustified(Column) : line + u'\n' + QString(Column, u' ');
    line += QString::fromUtf8(option.help);
    if (const auto value = option.get(standard); option.value && !value.isEmpty())
        line += " ["_L1 + value + u']';
    return line + u'\n';
}

} // namespace

std::span<const Option> options()
{
    return Options;
}

const Option *findOption(QStringView name)
{
    for (const auto &option : Options) {
        if (name == QLatin1StringView(option.name))
            return &option;
    }
    return nullptr;
}

QString flagName(const Option &option)
{
    return "--"_L1 + QLatin1StringView(option.name);
}

QString environmentName(const Option &option)
{
    return "CLAUDE_RELAY_"_L1 + QString::fromLatin1(option.name).toUpper().replace(u'-', u'_');
}

QString optionsHelp(const QStringList &sections)
{
    const auto standard = defaults();
    QString help;
    QString section;
    for (const auto &option : Options) {
        const auto own = option.key ? sectionOf(option) : section;
        if (!sections.isEmpty() && !sections.contains(own))
            continue;
        if (own != section) {
            section = own;
            help += (help.isEmpty() ? ""_L1 : "\n"_L1) + nameOf(section, Headings) + ":\n"_L1;
        }
        help += helpLine(option, standard);
    }
    return help;
}

QString toString(LogLevel level)
{
    return nameOf(level, LogLevels);
}

} // namespace settings
