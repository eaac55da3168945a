#pragma once

#include "journal/entry.h"

#include <QDateTime>
#include <QLocale>
#include <QString>

#include <chrono>

// Numbers as people read them, in the locale's way.
namespace ui {

// 420 ms, 1.24 s, 12.4 s, 1:05 min, 2:03 h
QString durationText(std::chrono::milliseconds time);
// The same in whole seconds, of something that goes on.
QString elapsedText(std::chrono::milliseconds time);
// 12,345
QString countText(qint64 count);
// 950, 12.3 K, 1.24 M, 1.63 B: for places where exactness only disturbs
QString shortCountText(qint64 count);
// $0.0123; empty for nothing
QString costText(double usd);
// 12 bytes, 3.4 kB, 20 MB
QString sizeText(qint64 bytes);

// Of an answer on its way, as its length lets one guess.
qint64 tokensSoFar(const journal::Entry &entry);

// UTF-8 that a client sent, on one line: control characters become blanks.
QString oneLine(QByteArrayView utf8);

// Times of day, with seconds; with the date when it is not today. Remembers what the locale says, which takes long.
class TimeFormat
{
public:
    TimeFormat();

    // `now` decides what is today. True when that is another day than before.
    bool setNow(const QDateTime &now);
    bool isToday(const QDateTime &utc) const;
    QString text(const QDateTime &utc) const;
    QString longText(const QDateTime &utc) const;

private:
    QLocale m_locale;
    QString m_time;
    QString m_date;
    qint64 m_today = 0; // its beginning, in ms since 1970
    qint64 m_tomorrow = 0;
};

} // namespace ui
