#include "app/log_table.h"

#include "journal/filter.h"
#include "journal/names.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

using journal::Entry;
using std::chrono::milliseconds;

QString brief(qint64 count)
{
    if (count == 0)
        return {};
    if (count < 1000)
        return QString::number(count);
    if (count < 9950)
        return QString::number(double(count) / 1e3, 'f', 1) + u'k';
    if (count < 999'500)
        return QString::number(std::lround(double(count) / 1e3)) + u'k';
    return QString::number(double(count) / 1e6, 'f', count < 99'950'000 ? 1 : 0) + u'M';
}

QString brief(milliseconds time)
{
    if (time < 1s)
        return QString::number(time.count()) + "ms"_L1;
    const int seconds = int(std::lround(double(time.count()) / 1e3));
    if (time < 99'950ms)
        return QString::number(double(time.count()) / 1e3, 'f', 1) + u's';
    if (seconds < 3600)
        return u"%1m%2s"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
    return u"%1h%2m"_s.arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QChar(u'0'));
}

QString dollars(double cost)
{
    if (cost <= 0)
        return {};
    return u'$' + QString::number(cost, 'f', cost < 0.1 ? 4 : cost < 100 ? 2 : 0);
}

// What others chose, on one line.
QString harmless(const QByteArray &utf8)
{
    auto text = QString::fromUtf8(utf8);
    for (auto &c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = u' ';
    }
    return text.simplified();
}

// "chat" for POST /chat/completions.
QString endpoint(const Entry &entry)
{
    auto path = harmless(entry.record.endpoint).section(u' ', -1);
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    return path == "chat/completions"_L1 ? u"chat"_s : path;
}

// Without what they all have: "opus-4-1" for claude-opus-4-1-20250805.
QString model(const Entry &entry)
{
    auto name = harmless(entry.record.model.isEmpty() ? entry.record.askedModel : entry.record.model);
    if (name.startsWith("claude-"_L1))
        name.remove(0, 7);
    const auto date = name.section(u'-', -1);
    const bool isDate = date.size() == 8 && std::ranges::all_of(date, [](QChar c) { return c.isDigit(); });
    return isDate ? name.chopped(9) : name;
}

QString note(const Entry &entry)
{
    const auto &record = entry.record;
    if (record.error)
        return harmless(record.error->message);
    if (record.status == journal::ClientLeft)
        return u"client left"_s;
    QStringList parts;
    if (record.stopReason && *record.stopReason != chat::StopReason::EndTurn)
        parts.append(QString::fromUtf8(journal::nameOf(*record.stopReason)));
    if (record.choices > 1)
        parts.append(u"%1 choices"_s.arg(record.choices));
    if (!record.ignored.isEmpty())
        parts.append("ignored "_L1 + harmless(record.ignored.join(", ")));
    return parts.join("; "_L1);
}

struct Column
{
    QLatin1StringView title;
    QString (*text)(const Entry &entry) = nullptr;
    int least = 0; // characters
    int most = 0;
    int tight = 0; // where the terminal is narrow
    bool right = false;
    bool onlyIfUsed = false; // not there when the first rows all have nothing to say
};

// After them comes the note.
constexpr Column columns[] = {
    {"time"_L1, [](const Entry &e) { return e.record.received.toLocalTime().toString(u"HH:mm:ss"_s); }, 8, 8,
        8},
    {"client"_L1, [](const Entry &e) { return harmless(e.record.client); }, 8, 13, 6},
    {"key"_L1, [](const Entry &e) { return harmless(e.record.key); }, 4, 12, 4, false, true},
    {"path"_L1, endpoint, 4, 11, 4},
    {"model"_L1, model, 8, 12, 6},
    {"code"_L1, [](const Entry &e) { return QString::number(e.record.status); }, 4, 4, 4, true},
    {"first"_L1, [](const Entry &e) { return e.record.firstDelta ? brief(*e.record.firstDelta) : QString(); },
        5, 6, 5, true},
    {"took"_L1, [](const Entry &e) { return brief(e.record.duration); }, 5, 6, 5, true},
    {"in"_L1, [](const Entry &e) { return brief(e.record.usage.prompt()); }, 4, 5, 5, true},
    {"cached"_L1, [](const Entry &e) { return brief(e.record.usage.cacheRead); }, 6, 6, 6, true},
    {"out"_L1, [](const Entry &e) { return brief(e.record.usage.output); }, 4, 5, 5, true},
    {"cost"_L1, [](const Entry &e) { return dollars(e.record.costUsd); }, 5, 7, 7, true},
};
constexpr int Gap = 1; // characters
constexpr int NoteIndent = 9; // on a line of its own
constexpr int NarrowestNote = 8; // beside the others

QString fitted(QString text, int width, bool right)
{
    if (text.size() > width)
        text = text.first(std::max(width - 1, 0)) + u'…';
    return right ? text.rightJustified(width) : text.leftJustified(width);
}

QString colourOf(const Entry &entry)
{
    switch (journal::outcomeOf(entry)) {
    case journal::Outcome::Ok:
        return u"32"_s; // green
    case journal::Outcome::Error:
        return u"31"_s; // red
    case journal::Outcome::Cancelled:
        return u"33"_s; // yellow
    case journal::Outcome::Running:
        return u"36"_s; // cyan
    }
    return {};
}

QString coloured(const QString &text, const QString &code)
{
    return u"\x1b[%1m%2\x1b[0m"_s.arg(code, text);
}

} // namespace

QString LogTable::print(const QList<Entry> &entries)
{
    QString text;
    if (m_widths.isEmpty()) {
        chooseWidths(entries);
        text += titles();
    }
    for (const auto &entry : entries) {
        const auto day = entry.record.received.toLocalTime().date();
        if (std::exchange(m_day, day) != day) {
            const auto written = day.toString(Qt::ISODate);
            text += (m_colours ? coloured(written, u"1"_s) : written) + u'\n';
        }
        text += line(entry);
    }
    return text;
}

void LogTable::chooseWidths(const QList<Entry> &entries)
{
    for (const auto &column : columns) {
        const auto isEmpty = [&column](const Entry &entry) { return column.text(entry).isEmpty(); };
        if (column.onlyIfUsed && std::ranges::all_of(entries, isEmpty)) {
            m_widths.append(0);
            continue;
        }
        int width = column.least;
        for (const auto &entry : entries) {
            if (width >= column.most)
                break;
            width = std::min(std::max(width, int(column.text(entry).size())), column.most);
        }
        m_widths.append(width);
    }
    fitIn();
}

// Takes from the widest as long as it is too wide, and gives the note what is left.
void LogTable::fitIn()
{
    int left = m_width;
    for (const int width : m_widths)
        left -= width > 0 ? width + Gap : 0;
    for (; left < -Gap; ++left) {
        int *widest = nullptr;
        for (size_t index = 0; index < std::size(columns); ++index) {
            auto &width = m_widths[qsizetype(index)];
            if (width > columns[index].tight && (!widest || width > *widest))
                widest = &width;
        }
        if (!widest)
            break;
        --*widest;
    }
    m_noteWidth = left < NarrowestNote ? 0 : left;
}

QString LogTable::titles() const
{
    QString text;
    for (size_t index = 0; index < std::size(columns); ++index) {
        const auto &column = columns[index];
        if (m_widths[qsizetype(index)] == 0)
            continue;
        text += fitted(column.title, m_widths[qsizetype(index)], column.right) + u' ';
    }
    if (m_noteWidth > 0)
        text += "note"_L1;
    text = text.trimmed();
    return (m_colours ? coloured(text, u"1"_s) : text) + u'\n';
}

QString LogTable::line(const Entry &entry) const
{
    QString text;
    for (size_t index = 0; index < std::size(columns); ++index) {
        const auto &column = columns[index];
        if (m_widths[qsizetype(index)] == 0)
            continue;
        auto cell = fitted(column.text(entry), m_widths[qsizetype(index)], column.right);
        if (m_colours && column.title == "code"_L1)
            cell = coloured(cell, colourOf(entry));
        text += cell + u' ';
    }
    const auto words = note(entry);
    if (words.size() <= m_noteWidth)
        text += words;
    while (text.endsWith(u' '))
        text.chop(1);
    if (words.size() > m_noteWidth) {
        const auto own = fitted(words, std::max(m_width - NoteIndent, 20), false).trimmed();
        text += u'\n' + QString(NoteIndent, u' ') + (m_colours ? coloured(own, u"2"_s) : own);
    }
    return text + u'\n';
}

} // namespace app
