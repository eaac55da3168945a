#include "ui/tray/texts.h"

#include "ui/log/formats.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::Tray)
};

QString troubleLine(const app::Status &status)
{
    using Trouble = app::Status::Trouble;
    switch (status.trouble) {
    case Trouble::ClaudeMissing:
        return Texts::tr("Claude Code is missing or does not run");
    case Trouble::LoggedOut:
        return Texts::tr("Claude Code is not logged in");
    case Trouble::RateLimited:
        if (!status.until.isValid())
            return Texts::tr("Limit reached");
        return Texts::tr("Limit reached, resets %1")
            .arg(momentText(status.until, QDateTime::currentDateTime()));
    case Trouble::PortTaken:
    case Trouble::Other:
    case Trouble::None:
        break;
    }
    return status.problem;
}

QString dollars(double usd)
{
    return u'$' + QLocale().toString(usd, 'f', 2);
}

// five_hour, seven_day, seven_day_opus; other names are made for people.
QString windowName(const QString &name)
{
    if (name == "five_hour"_L1)
        return Texts::tr("5-hour");
    if (name == "seven_day"_L1)
        return Texts::tr("7-day");
    if (!name.startsWith("seven_day_"_L1))
        return name;
    auto part = name.sliced(qstrlen("seven_day_")).replace(u'_', u' ');
    part[0] = part.at(0).toUpper();
    return Texts::tr("7-day (%1)").arg(part);
}

} // namespace

QString statusLine(const app::Status &status)
{
    using State = app::Status::State;
    switch (status.state) {
    case State::Stopped:
        return Texts::tr("Stopped");
    case State::Starting:
        return Texts::tr("Starting…");
    case State::Ready:
        return Texts::tr("Ready at %1").arg(status.address());
    case State::Working:
        return Texts::tr("Working on %n request(s)", nullptr, status.active);
    case State::Trouble:
        return troubleLine(status);
    }
    return {};
}

QString requestLine(const journal::Entry &entry, const QDateTime &now)
{
    const auto &record = entry.record;
    const auto &model = record.model.isEmpty() ? record.askedModel : record.model;
    QStringList parts{record.client.isEmpty() ? Texts::tr("Unknown client") : oneLine(record.client)};
    if (!model.isEmpty())
        parts += oneLine(model);
    if (entry.phase == journal::Entry::Phase::Queued)
        parts += Texts::tr("waits");
    if (now.isValid())
        parts += elapsedText(std::chrono::milliseconds(record.received.msecsTo(now)));
    return parts.join(u" · "_s);
}

QString requestsLine(const DayTotals &today)
{
    if (today == DayTotals{})
        return Texts::tr("Nothing used today");
    const auto requests =
        Texts::tr("Today: %n request(s)", nullptr, int(std::min<qint64>(today.requests, INT_MAX)));
    return today.costUsd < 0.005 ? requests : Texts::tr("%1, %2").arg(requests, dollars(today.costUsd));
}

QString tokensLine(const DayTotals &today)
{
    const auto &usage = today.usage;
    if (usage == chat::Usage{})
        return {};
    return Texts::tr("Tokens: %1 in, %2 cached, %3 out")
        .arg(shortCountText(usage.prompt()), shortCountText(usage.cacheRead), shortCountText(usage.output));
}

QString planLine(const app::Plan::Window &window, const QDateTime &now)
{
    const auto used = QLocale().toString(qRound(window.used));
    if (!window.resets.isValid() || window.resets <= now)
        return Texts::tr("%1 %2 %").arg(windowName(window.name), used);
    return Texts::tr("%1 %2 %, resets %3").arg(windowName(window.name), used, momentText(window.resets, now));
}

QString toolTipText(const app::Status &status, const DayTotals &today, settings::Tools tools, int questions)
{
    QStringList lines{u"claude-relay: "_s + statusLine(status)};
    if (status.active > 0 && status.state != app::Status::State::Working)
        lines += Texts::tr("%n active request(s)", nullptr, status.active);
    if (tools == settings::Tools::Edits)
        lines += Texts::tr("Claude changes files without asking");
    else if (tools == settings::Tools::All)
        lines += Texts::tr("Claude does everything without asking");
    if (questions > 0)
        lines += Texts::tr("%n question(s) to you", nullptr, questions);
    if (const auto tokens = today.usage.prompt() + today.usage.output; tokens > 0)
        lines += Texts::tr("%1 tokens today").arg(shortCountText(tokens));
    return lines.join(u'\n');
}

QString momentText(const QDateTime &moment, const QDateTime &now)
{
    const QLocale locale;
    const auto local = moment.toLocalTime();
    const auto time = locale.toString(local.time(), QLocale::ShortFormat);
    const auto days = now.toLocalTime().date().daysTo(local.date());
    if (days == 0)
        return time;
    if (days > 0 && days < 7)
        return locale.dayName(local.date().dayOfWeek(), QLocale::ShortFormat) + u' ' + time;
    return locale.toString(local.date(), QLocale::ShortFormat) + u' ' + time;
}

} // namespace ui
