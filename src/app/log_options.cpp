#include "app/log_options.h"

#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr int All = std::numeric_limits<int>::max();

// An argument is one word for the filter, as it was for the shell.
QString asWord(const QString &argument)
{
    if (argument.contains(u'"') || !argument.contains(u' '))
        return argument;
    static const QRegularExpression parts(
        uR"(^(-?(?:\w+:)?)(.*)$)"_s, QRegularExpression::DotMatchesEverythingOption);
    const auto match = parts.match(argument);
    return match.captured(1) + u'"' + match.captured(2) + u'"';
}

std::optional<int> readCount(const QString &text)
{
    if (text == "all"_L1)
        return All;
    bool isNumber = false;
    const int count = text.toInt(&isNumber);
    return isNumber && count >= 0 ? std::optional(count) : std::nullopt;
}

} // namespace

base::Expected<LogOptions, QString> LogOptions::parse(const QStringList &arguments, const QDateTime &now)
{
    using base::Unexpected;
    LogOptions options;
    std::optional<int> last;
    QStringList words;
    for (qsizetype index = 0; index < arguments.size(); ++index) {
        auto name = arguments[index];
        std::optional<QString> value;
        if (name.startsWith("--"_L1) && name.contains(u'=')) {
            value = name.section(u'=', 1);
            name = name.section(u'=', 0, 0);
        }
        const bool isLast = name == "--last"_L1 || name == "-n"_L1;
        if (isLast || name == "--since"_L1) {
            if (!value && index + 1 < arguments.size())
                value = arguments[++index];
            if (!value)
                return Unexpected{u"%1 needs a value."_s.arg(name)};
            if (isLast && !(last = readCount(*value)))
                return Unexpected{u"--last takes a number or \"all\", not \"%1\"."_s.arg(*value)};
            if (!isLast && !(options.since = readSince(*value, now)))
                return Unexpected{
                    u"--since takes a time such as 2h, today, 14:30 or 2025-07-28, not \"%1\"."_s.arg(
                        *value)};
            continue;
        }
        bool *const flag = name == "--follow"_L1 || name == "-f"_L1 ? &options.follow
            : name == "--json"_L1                                   ? &options.json
            : name == "--demo"_L1                                   ? &options.demo
                                                                    : nullptr;
        if (flag && !value)
            *flag = true;
        else if (name.startsWith("--"_L1))
            return Unexpected{
                u"log has no option %1. claude-relay log --help lists them."_s.arg(arguments[index])};
        else
            words.append(asWord(name));
    }
    options.last = last.value_or(options.since ? All : options.last);
    options.filter = journal::Filter::parse(words.join(u' '));
    return options;
}

std::optional<QDateTime> readSince(const QString &text, const QDateTime &now)
{
    static const QRegularExpression ago(uR"(^(\d{1,6})([smhdw])$)"_s);
    if (const auto match = ago.match(text); match.hasMatch()) {
        constexpr std::pair<char16_t, int> units[] = {
            {u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86'400}, {u'w', 7 * 86'400}};
        for (const auto &[unit, seconds] : units) {
            if (match.captured(2) == QChar(unit))
                return now.addSecs(-match.captured(1).toLongLong() * seconds);
        }
    }
    const auto today = now.toLocalTime().date();
    if (text == "today"_L1)
        return today.startOfDay();
    if (text == "yesterday"_L1)
        return today.addDays(-1).startOfDay();
    for (const auto &format : {u"H:mm"_s, u"H:mm:ss"_s}) {
        if (const auto time = QTime::fromString(text, format); time.isValid()) {
            const QDateTime when(today, time);
            return when > now ? QDateTime(today.addDays(-1), time) : when;
        }
    }
    constexpr qsizetype DaySize = 10; // QDate would read the day of more
    if (const auto day = QDate::fromString(text, Qt::ISODate); day.isValid() && text.size() == DaySize)
        return day.startOfDay();
    const auto when = QDateTime::fromString(QString(text).replace(u' ', u'T'), Qt::ISODate);
    return when.isValid() ? std::optional(when) : std::nullopt;
}

} // namespace app
