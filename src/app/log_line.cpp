#include "app/log_line.h"

#include "base/json.h"
#include "journal/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr qsizetype LongestText = 300; // bytes of what clients say, in a field

QByteArrayView nameOf(Gravity gravity)
{
    switch (gravity) {
    case Gravity::Debug:
        return "debug";
    case Gravity::Info:
        return "info";
    case Gravity::Warning:
        return "warning";
    case Gravity::Error:
        return "error";
    case Gravity::Fatal:
        return "fatal";
    }
    return {};
}

// As sd-daemon(3) has it.
char priorityOf(Gravity gravity)
{
    switch (gravity) {
    case Gravity::Debug:
        return '7';
    case Gravity::Info:
        return '6';
    case Gravity::Warning:
        return '4';
    case Gravity::Error:
        return '3';
    case Gravity::Fatal:
        return '2';
    }
    return '6';
}

bool isHarmless(char16_t unit)
{
    const bool control = unit < 0x20 || (unit >= 0x7f && unit < 0xa0);
    const bool separator = unit == 0x2028 || unit == 0x2029;
    const bool direction = unit == 0x061c || unit == 0x200e || unit == 0x200f
        || (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
    return !control && !separator && !direction && unit != 0xfeff;
}

// With \u001b for what is not harmless: a backslash of the text itself stays, which JSON doubles.
QString spelledOut(const QString &text)
{
    if (std::ranges::all_of(text, [](QChar unit) { return isHarmless(unit.unicode()); }))
        return text;
    QString spelled;
    for (const auto unit : text) {
        if (isHarmless(unit.unicode()))
            spelled += unit;
        else
            spelled += "\\u"_L1 + QString::number(unit.unicode(), 16).rightJustified(4, u'0');
    }
    return spelled;
}

// Builds the line of a message that is cut until it is short enough.
template<typename Build> QByteArray fitted(const LogLine &line, Build build)
{
    auto message = line.message;
    for (;;) {
        auto built = build(message);
        if (built.size() <= LongestLogLine || message.isEmpty())
            return built;
        message.truncate(std::max<qsizetype>(0, message.size() * LongestLogLine / built.size() - 2));
        if (!message.isEmpty())
            message += u'…';
    }
}

void appendJson(QByteArray &out, const QString &message)
{
    QByteArray quoted;
    base::json::appendString(quoted, message.toUtf8());
    // JSON itself spells out only what is below a space; what else is not harmless can only be inside the quotes.
    out += spelledOut(QString::fromUtf8(quoted)).toUtf8();
}

QByteArray json(const QByteArray &text)
{
    QByteArray out;
    appendJson(out, QString::fromUtf8(text));
    return out;
}

QByteArray json(std::chrono::milliseconds time)
{
    return QByteArray::number(qint64(time.count()));
}

} // namespace

QByteArray toText(const LogLine &line)
{
    return fitted(line, [&line](const QString &message) {
        return line.time.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s).toLatin1() + ' '
            + nameOf(line.gravity).toByteArray() + ' ' + spelledOut(message).toUtf8() + '\n';
    });
}

QByteArray toJournalText(const LogLine &line)
{
    return fitted(line, [&line](const QString &message) {
        return QByteArray("<") + priorityOf(line.gravity) + '>' + spelledOut(message).toUtf8() + '\n';
    });
}

QByteArray toJson(const LogLine &line)
{
    return fitted(line, [&line](const QString &message) {
        QByteArray text = "{\"time\":\"" + line.time.toUTC().toString(Qt::ISODateWithMs).toLatin1()
            + R"(","level":")" + nameOf(line.gravity).toByteArray() + R"(","message":)";
        appendJson(text, message);
        for (const auto &[name, value] : line.fields)
            text += ",\"" + name + "\":" + value;
        return text + "}\n";
    });
}

LogLine lineOf(const journal::Record &record)
{
    LogLine line{.message = QString::fromUtf8(journal::toLine(record))};
    const auto add = [&line](QByteArrayView name, const QByteArray &value) {
        line.fields.emplace_back(name.toByteArray(), value);
    };
    const auto addText = [&add](QByteArrayView name, const QByteArray &value) {
        if (!value.isEmpty())
            add(name, json(value.first(std::min(value.size(), LongestText))));
    };
    const auto addTime = [&add](QByteArrayView name, const std::optional<std::chrono::milliseconds> &time) {
        if (time)
            add(name, json(*time));
    };
    addText("request", record.id);
    add("number", QByteArray::number(record.number));
    addText("endpoint", record.endpoint);
    add("status", QByteArray::number(record.status));
    addText("client", record.client);
    addText("key", record.key);
    if (record.tools)
        addText("tools", settings::nameOf(*record.tools).toByteArray());
    addText("asked_model", record.askedModel);
    addText("model", record.model);
    add("stream", record.streamed ? "true" : "false");
    add("choices", QByteArray::number(record.choices));
    addText("session", journal::nameOf(record.session).toByteArray());
    addTime("taken_ms", record.taken);
    addTime("first_ms", record.firstDelta);
    addTime("duration_ms", record.duration);
    const auto &usage = record.usage;
    add("tokens_in", QByteArray::number(usage.prompt()));
    add("tokens_cached", QByteArray::number(usage.cacheRead));
    add("tokens_out", QByteArray::number(usage.output));
    add("cost_usd", QByteArray::number(record.costUsd, 'g', 12));
    if (!record.ignored.isEmpty())
        addText("ignored", record.ignored.join(','));
    if (record.error)
        addText("error", journal::nameOf(record.error->kind).toByteArray());
    return line;
}

} // namespace app
