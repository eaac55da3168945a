#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

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
// One that is there, but not the home folder or the root of all, which nobody means; or nothing. Canonical.
QString setFolder(QString &target, const QString &text);
// All of the machine, or all that the user has and perhaps more: nobody means that.
bool isTooMuch(const QString &canonicalFolder);
// Several of these, separated by colons.
QString setFolders(QStringList &target, const QString &text);
// The path of a socket, in a folder that is there and short enough for the system; or nothing.
QString setSocket(QString &target, const QString &text);
// At least 16 bytes of visible ASCII; or nothing.
QString setSecret(QByteArray &target, const QString &text);
// Host names or addresses, separated by commas; in lower case.
QString setHostNames(QStringList &target, const QString &text);
// A whole number of units, each of so many bytes.
QString setSize(qint64 &target, const QString &text, qint64 unit, int minimum, int maximum);
QString sizeText(qint64 bytes, qint64 unit);
// off, local, all, or a list of origins, each as a browser writes it.
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
