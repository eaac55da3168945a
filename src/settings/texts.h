#pragma once

#include <QString>

#include <chrono>
#include <iterator>

// Values from their texts, as people write them. Each function changes its target only when the text is one of a
// value, and else gives what is wrong: "must be …". That is in the language of the windows for what is typed there,
// in English where there are none.
namespace settings {

QString setNumber(int &target, const QString &text, int minimum, int maximum);
// Seconds up to a day.
QString setSeconds(std::chrono::seconds &target, const QString &text, int minimum = 1);
// on, off, and what else is usual for them.
QString setSwitch(bool &target, const QString &text);
// An IP address to listen on, or localhost.
QString setHost(QString &target, const QString &text);
// One that is there; or nothing.
QString setFolder(QString &target, const QString &text);
// off, local, or a list of origins, each as a browser writes it.
QString setCors(QString &target, const QString &text);
// A language's code such as de or pt_BR; or nothing.
QString setLanguage(QString &target, const QString &text);

QString toText(std::chrono::seconds time);
QString toText(bool on);

// The value of an enumeration by its name in a table of {value, name}.
template<typename Value, typename Table>
QString setNamed(Value &target, const QString &text, const Table &table)
{
    QString names;
    for (const auto &entry : table) {
        if (text == QLatin1StringView(entry.name)) {
            target = entry.value;
            return {};
        }
        if (!names.isEmpty())
            names += &entry == &*std::prev(std::end(table)) ? QStringLiteral(" or ") : QStringLiteral(", ");
        names += QLatin1StringView(entry.name);
    }
    return QStringLiteral("must be %1, not \"%2\"").arg(names, text);
}

template<typename Value, typename Table> QString nameOf(Value value, const Table &table)
{
    for (const auto &entry : table) {
        if (entry.value == value)
            return QLatin1StringView(entry.name);
    }
    return {};
}

} // namespace settings
