#include "settings/options.h"

#include <QDir>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace settings {

namespace {

QString setNumber(int &target, const QString &text, int minimum, int maximum)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    if (!ok || number < minimum || number > maximum)
        return u"must be a whole number from %1 to %2, not \"%3\""_s.arg(minimum).arg(maximum).arg(text);
    target = number;
    return {};
}

QString setSeconds(std::chrono::seconds &target, const QString &text, int minimum = 1)
{
    constexpr int OneDay = 24 * 60 * 60;
    int number = 0;
    auto error = setNumber(number, text, minimum, OneDay);
    if (error.isEmpty())
        target = std::chrono::seconds(number);
    return error;
}

QString toString(std::chrono::seconds time)
{
    return QString::number(time.count());
}

constexpr struct
{
    LogLevel level;
    const char *name;
} LogLevels[] = {{LogLevel::Error, "error"}, {LogLevel::Warning, "warning"}, {LogLevel::Info, "info"},
    {LogLevel::Debug, "debug"}};

QString setLogLevel(LogLevel &target, const QString &text)
{
    for (const auto &entry : LogLevels) {
        if (text == QLatin1StringView(entry.name)) {
            target = entry.level;
            return {};
        }
    }
    return u"must be error, warning, info or debug, not \"%1\""_s.arg(text);
}

QString setHost(QString &target, const QString &text)
{
    const auto host = text == "localhost"_L1 ? u"127.0.0.1"_s : text;
    if (QHostAddress(host).isNull())
        return u"must be an IP address to listen on, such as 127.0.0.1, not \"%1\""_s.arg(text);
    target = host;
    return {};
}

QString setFolder(QString &target, const QString &text)
{
    if (!text.isEmpty() && !QDir(text).exists())
        return u"names a folder that does not exist: \"%1\""_s.arg(text);
    target = text.isEmpty() ? QString() : QDir(text).absolutePath();
    return {};
}

QString setModelNames(QMap<QByteArray, QByteArray> &target, const QString &text)
{
    const auto pairs = text.split(u',', Qt::SkipEmptyParts);
    for (const auto &pair : pairs) {
        const auto cut = pair.indexOf(u'=');
        if (cut < 1 || cut == pair.size() - 1)
            return u"must be a list such as gpt-4o=opus,o3=sonnet, not \"%1\""_s.arg(text);
        target.insert(pair.first(cut).trimmed().toUtf8(), pair.sliced(cut + 1).trimmed().toUtf8());
    }
    return {};
}

QString setClientTools(ClientTools &target, const QString &text)
{
    if (text != "only"_L1 && text != "beside"_L1)
        return u"must be only or beside, not \"%1\""_s.arg(text);
    target = text == "only"_L1 ? ClientTools::Only : ClientTools::Beside;
    return {};
}

QString setSwitch(bool &target, const QString &text)
{
    for (const auto *on : {"1", "true", "yes", "on"}) {
        if (text == QLatin1StringView(on)) {
            target = true;
            return {};
        }
    }
    for (const auto *off : {"", "0", "false", "no", "off"}) {
        if (text == QLatin1StringView(off)) {
            target = false;
            return {};
        }
    }
    return u"must be 1 or 0, not \"%1\""_s.arg(text);
}

constexpr Option Options[] = {
    {"host", "ADDRESS", "address to listen on", [](const Settings &s) { return s.server.host; },
        [](Settings &s, const QString &text) { return setHost(s.server.host, text); }},
    {"port", "NUMBER", "port to listen on; 0 takes a free one",
        [](const Settings &s) { return QString::number(s.server.port); },
        [](Settings &s, const QString &text) {
            int port = s.server.port;
            auto error = setNumber(port, text, 0, 65535);
            s.server.port = quint16(port);
            return error;
        }},
    {"claude", "PATH", "the claude command; looked for when not given",
        [](const Settings &s) { return s.claude.program; },
        [](Settings &s, const QString &text) {
            s.claude.program = text;
            return QString();
        }},
    {"workdir", "DIR", "folder that Claude Code works in; one of its own when not given",
        [](const Settings &s) { return s.claude.folder; },
        [](Settings &s, const QString &text) { return setFolder(s.claude.folder, text); }},
    {"max-sessions", "N", "claude processes at once",
        [](const Settings &s) { return QString::number(s.claude.maxSessions); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.maxSessions, text, 1, 256); }},
    {"queue", "N", "requests that wait for a process; one more gets a 429",
        [](const Settings &s) { return QString::number(s.claude.queue); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.queue, text, 0, 10000); }},
    {"warm", "N", "processes started ahead of need",
        [](const Settings &s) { return QString::number(s.claude.warm); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.warm, text, 0, 64); }},
    {"request-timeout", "SECONDS", "longest time for one answer",
        [](const Settings &s) { return toString(s.claude.requestTimeout); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.requestTimeout, text); }},
    {"keep", "SECONDS", "how long a session that has answered waits for the next question; 0: not at all",
        [](const Settings &s) { return toString(s.claude.keep); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.keep, text, 0); }},
    {"keep-max", "N", "such sessions at once",
        [](const Settings &s) { return QString::number(s.claude.keepMax); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.keepMax, text, 0, 256); }},
    {"tool-wait", "SECONDS", "how long a session waits for the results of the client's tools; 0: not at all",
        [](const Settings &s) { return toString(s.claude.toolWait); },
        [](Settings &s, const QString &text) { return setSeconds(s.claude.toolWait, text, 0); }},
    {"tool-wait-max", "N", "such sessions at once",
        [](const Settings &s) { return QString::number(s.claude.toolWaitMax); },
        [](Settings &s, const QString &text) { return setNumber(s.claude.toolWaitMax, text, 0, 256); }},
    {"client-tools", "only|beside", "requests with tools: only these, or beside Claude Code's own",
        [](const Settings &s) { return s.claude.clientTools == ClientTools::Only ? u"only"_s : u"beside"_s; },
        [](Settings &s, const QString &text) { return setClientTools(s.claude.clientTools, text); }},
    {"forward-sampling", nullptr, "hand temperature and top_p on; the newest models refuse them",
        [](const Settings &) { return QString(); },
        [](Settings &s, const QString &text) { return setSwitch(s.claude.forwardSampling, text); }},
    {"strict-params", nullptr, "refuse requests with parameters that have no effect",
        [](const Settings &) { return QString(); },
        [](Settings &s, const QString &text) { return setSwitch(s.answers.strict, text); }},
    {"hide-reasoning", nullptr, "leave out what the model thinks", [](const Settings &) { return QString(); },
        [](Settings &s, const QString &text) {
            bool hide = false;
            auto error = setSwitch(hide, text);
            s.answers.reasoning = !hide;
            return error;
        }},
    {"show-work", nullptr, "show, as reasoning, what Claude Code does with its own tools",
        [](const Settings &) { return QString(); },
        [](Settings &s, const QString &text) { return setSwitch(s.answers.work, text); }},
    {"model-names", "NAME=MODEL,…", "further names for models, beside the built-in ones",
        [](const Settings &) { return QString(); },
        [](Settings &s, const QString &text) { return setModelNames(s.claude.modelNames, text); }},
    {"open-after", "SECONDS", "streams: send the headers at the latest then",
        [](const Settings &s) { return toString(s.stream.openAfter); },
        [](Settings &s, const QString &text) { return setSeconds(s.stream.openAfter, text); }},
    {"comment-every", "SECONDS", "streams: send a comment when nothing was sent for so long",
        [](const Settings &s) { return toString(s.stream.commentEvery); },
        [](Settings &s, const QString &text) { return setSeconds(s.stream.commentEvery, text); }},
    {"delta-after", "SECONDS", "streams: send an empty delta when none was sent for so long",
        [](const Settings &s) { return toString(s.stream.deltaAfter); },
        [](Settings &s, const QString &text) { return setSeconds(s.stream.deltaAfter, text); }},
    {"log-level", "LEVEL", "error, warning, info or debug",
        [](const Settings &s) { return settings::toString(s.log.level); },
        [](Settings &s, const QString &text) { return setLogLevel(s.log.level, text); }},
    {"demo", nullptr, "answer from a simulated API: no account is needed, nothing leaves this machine",
        [](const Settings &) { return QString(); },
        [](Settings &s, const QString &text) { return setSwitch(s.demo, text); }},
};

const Option *findOption(QStringView name)
{
    for (const auto &option : Options) {
        if (name == QLatin1StringView(option.name))
            return &option;
    }
    return nullptr;
}

QString apply(Settings &settings, const QString &argument, const QStringList &arguments, qsizetype &index)
{
    if (!argument.startsWith("--"_L1))
        return u"\"%1\" is not an option. claude-relay --help lists them."_s.arg(argument);
    const auto cut = argument.indexOf(u'=');
    const auto name = cut < 0 ? argument.sliced(2) : argument.sliced(2, cut - 2);
    const auto *option = findOption(name);
    if (!option)
        return u"There is no option --%1. claude-relay --help lists them."_s.arg(name);
    QString text = u"1"_s;
    if (cut >= 0)
        text = argument.sliced(cut + 1);
    else if (option->value && index + 1 < arguments.size())
        text = arguments[++index];
    else if (option->value)
        return u"--%1 needs a value: --%1 %2"_s.arg(name, QString::fromUtf8(option->value));
    const auto error = option->set(settings, text);
    return error.isEmpty() ? QString() : u"--%1 %2."_s.arg(name, error);
}

} // namespace

std::span<const Option> options()
{
    return Options;
}

QString environmentName(const Option &option)
{
    return "CLAUDE_RELAY_"_L1 + QString::fromLatin1(option.name).toUpper().replace(u'-', u'_');
}

base::Expected<Settings, QString> fromOutside(
    const QStringList &arguments, const QProcessEnvironment &environment)
{
    auto settings = defaults();
    for (const auto &option : Options) {
        const auto name = environmentName(option);
        if (!environment.contains(name))
            continue;
        if (const auto error = option.set(settings, environment.value(name)); !error.isEmpty())
            return base::Unexpected{name + u' ' + error + u'.'};
    }
    for (qsizetype index = 0; index < arguments.size(); ++index) {
        const auto &argument = arguments[index];
        if (auto error = apply(settings, argument, arguments, index); !error.isEmpty())
            return base::Unexpected{error};
    }
    return settings;
}

QString optionsHelp()
{
    const auto standard = defaults();
    QString help;
    for (const auto &option : Options) {
        auto flag = "--"_L1 + QString::fromLatin1(option.name);
        if (option.value)
            flag += u' ' + QString::fromUtf8(option.value);
        help += "  "_L1 + flag.leftJustified(28) + QString::fromUtf8(option.help);
        if (const auto value = option.get(standard); !value.isEmpty())
            help += " ["_L1 + value + u']';
        help += u'\n';
    }
    return help;
}

QString toString(LogLevel level)
{
    for (const auto &entry : LogLevels) {
        if (entry.level == level)
            return QString::fromLatin1(entry.name);
    }
    return {};
}

} // namespace settings
