#include "ui/log/formats.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::Formats)
};

// With so many decimals that three digits count.
QString threeDigits(double value)
{
    return QLocale().toString(value, 'f', value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

} // namespace

QString durationText(std::chrono::milliseconds time)
{
    const qint64 ms = std::max<qint64>(time.count(), 0);
    if (ms < 1000)
        return Texts::tr("%1 ms").arg(ms);
    if (ms < 60'000)
        return Texts::tr("%1 s").arg(threeDigits(double(std::min<qint64>(ms, 59'949)) / 1000));
    const qint64 seconds = ms / 1000;
    const auto twoDigits = [](qint64 value) { return u"%1"_s.arg(value, 2, 10, QChar(u'0')); };
    if (seconds < 3600)
        return Texts::tr("%1:%2 min").arg(seconds / 60).arg(twoDigits(seconds % 60));
    return Texts::tr("%1:%2 h").arg(seconds / 3600).arg(twoDigits(seconds / 60 % 60));
}

QString elapsedText(std::chrono::milliseconds time)
{
    const qint64 ms = std::max<qint64>(time.count(), 0);
    return ms < 60'000 ? Texts::tr("%1 s").arg(ms / 1000) : durationText(time);
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString shortCountText(qint64 count)
{
    if (count < 1000)
        return countText(count);
    if (count < 999'500)
        return Texts::tr("%1 K").arg(threeDigits(double(count) / 1e3));
    if (count < 999'500'000)
        return Texts::tr("%1 M").arg(threeDigits(double(count) / 1e6));
    return Texts::tr("%1 B").arg(threeDigits(double(count) / 1e9));
}

QString costText(double usd)
{
    if (!(usd > 0))
        return {};
    const int decimals = usd < 1 ? 4 : 2;
    if (usd < 0.00005)
        return u"<$"_s + QLocale().toString(0.0001, 'f', 4);
    return u'$' + QLocale().toString(usd, 'f', decimals);
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

qint64 tokensSoFar(const journal::Entry &entry)
{
    return (entry.answeredBytes + 3) / 4;
}

QString oneLine(QByteArrayView utf8)
{
    QString line = QString::fromUtf8(utf8);
    for (QChar &c : line) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return line;
}

TimeFormat::TimeFormat() : m_time(m_locale.timeFormat(QLocale::ShortFormat))
{
    if (!m_time.contains("ss"_L1))
        m_time.replace("mm"_L1, "mm:ss"_L1);
    m_date = m_locale.dateFormat(QLocale::ShortFormat) + u' ' + m_time;
    setNow(QDateTime::currentDateTimeUtc());
}

bool TimeFormat::setNow(const QDateTime &now)
{
    if (isToday(now))
        return false;
    const QDate today = now.toLocalTime().date();
    m_today = today.startOfDay().toMSecsSinceEpoch();
    m_tomorrow = today.addDays(1).startOfDay().toMSecsSinceEpoch();
    return true;
}

bool TimeFormat::isToday(const QDateTime &utc) const
{
    const qint64 ms = utc.toMSecsSinceEpoch();
    return ms >= m_today && ms < m_tomorrow;
}

QString TimeFormat::text(const QDateTime &utc) const
{
    return m_locale.toString(utc.toLocalTime(), isToday(utc) ? m_time : m_date);
}

QString TimeFormat::longText(const QDateTime &utc) const
{
    return m_locale.toString(utc.toLocalTime(), m_date);
}

} // namespace ui
