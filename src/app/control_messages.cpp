#include "app/control_messages.h"

#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace app {

namespace {

QByteArray toLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString wordOf(Status::State state)
{
    switch (state) {
    case Status::State::Stopped:
        return u"stopped"_s;
    case Status::State::Starting:
        return u"starting"_s;
    case Status::State::Ready:
        return u"ready"_s;
    case Status::State::Working:
        return u"working"_s;
    case Status::State::Trouble:
        return u"trouble"_s;
    }
    return {};
}

QString wordOf(Status::Trouble trouble)
{
    switch (trouble) {
    case Status::Trouble::None:
        return {};
    case Status::Trouble::ClaudeMissing:
        return u"claude_missing"_s;
    case Status::Trouble::LoggedOut:
        return u"logged_out"_s;
    case Status::Trouble::RateLimited:
        return u"rate_limited"_s;
    case Status::Trouble::PortTaken:
        return u"port_taken"_s;
    case Status::Trouble::Other:
        return u"other"_s;
    }
    return {};
}

QString todayText(const QJsonObject &today)
{
    const auto number = [&today](
                            QLatin1StringView key) { return QLocale::c().toString(today[key].toInteger()); };
    return u"%1 requests (%2 failed), %3 tokens in (%4 cached), %5 out, $%6"_s.arg(number("requests"_L1),
        number("failed"_L1), number("prompt_tokens"_L1), number("cached_tokens"_L1),
        number("completion_tokens"_L1), QString::number(today["cost_usd"_L1].toDouble(), 'f', 2));
}

} // namespace

QByteArray requestLine(const QString &command, const QString &argument)
{
    QJsonObject request{{u"command"_s, command}};
    if (!argument.isEmpty())
        request.insert("argument"_L1, argument);
    return toLine(request);
}

QString commandIn(const QByteArray &line)
{
    return QJsonDocument::fromJson(line)["command"_L1].toString();
}

QString argumentIn(const QByteArray &line)
{
    return QJsonDocument::fromJson(line)["argument"_L1].toString();
}

QByteArray doneLine(const QJsonObject &more)
{
    auto object = more;
    object.insert("ok"_L1, true);
    return toLine(object);
}

QByteArray errorLine(const QString &sentence)
{
    return toLine({{u"ok"_s, false}, {u"error"_s, sentence}});
}

QByteArray workingLine()
{
    return toLine({{u"working"_s, true}});
}

QJsonObject toJson(const Status &status)
{
    return {{u"state"_s, wordOf(status.state)}, {u"trouble"_s, textOrNull(wordOf(status.trouble))},
        {u"problem"_s, textOrNull(status.problem)},
        {u"until"_s, textOrNull(status.until.toUTC().toString(Qt::ISODate))},
        {u"base_url"_s, textOrNull(status.baseUrl)}, {u"socket"_s, textOrNull(status.socket)},
        {u"active"_s, status.active},
        {u"claude"_s,
            QJsonObject{
                {u"path"_s, textOrNull(status.claude)}, {u"version"_s, textOrNull(status.claudeVersion)}}},
        {u"demo"_s, status.demo}};
}

QJsonObject toJson(const QList<journal::DayUsage> &usage)
{
    journal::DayUsage sum;
    for (const auto &part : usage) {
        sum.requests += part.requests;
        sum.failed += part.failed;
        sum.usage += part.usage;
        sum.costUsd += part.costUsd;
    }
    return {{u"requests"_s, sum.requests}, {u"failed"_s, sum.failed},
        {u"prompt_tokens"_s, sum.usage.prompt()}, {u"cached_tokens"_s, sum.usage.cacheRead},
        {u"completion_tokens"_s, sum.usage.output}, {u"cost_usd"_s, sum.costUsd}};
}

QString toText(const QJsonObject &status)
{
    QString text;
    const auto line = [&text](QLatin1StringView name, const QString &value) {
        if (!value.isEmpty())
            text += QString(name + u':').leftJustified(10) + value + u'\n';
    };
    line("State"_L1, status["state"_L1].toString() + (status["demo"_L1].toBool() ? " (demo)"_L1 : ""_L1));
    line("Problem"_L1, status["problem"_L1].toString());
    const auto until = QDateTime::fromString(status["until"_L1].toString(), Qt::ISODate);
    line("Until"_L1, until.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s));
    line("Base URL"_L1, status["base_url"_L1].toString());
    line("Socket"_L1, status["socket"_L1].toString());
    line("Active"_L1, QString::number(status["active"_L1].toInt()));
    const auto claude = status["claude"_L1];
    if (const auto path = claude["path"_L1].toString(); !path.isEmpty())
        line("Claude"_L1, claude["version"_L1].toString(u"unknown version"_s) + " at "_L1 + path);
    if (const auto today = status["today"_L1]; today.isObject())
        line("Today"_L1, todayText(today.toObject()));
    line("Process"_L1,
        u"%1 (%2), claude-relay %3"_s.arg(status["pid"_L1].toInteger())
            .arg(status["owner"_L1].toString(), status["version"_L1].toString()));
    return text;
}

} // namespace app
