#include "settings/texts.h"

#include "settings/origins.h"

#include <QCoreApplication>
#include <QDir>
#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace settings {

QString setNumber(int &target, const QString &text, int minimum, int maximum)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    if (!ok || number < minimum || number > maximum)
        return QCoreApplication::translate("settings", "must be a whole number from %1 to %2, not \"%3\"")
            .arg(minimum)
            .arg(maximum)
            .arg(text);
    target = number;
    return {};
}

QString setSeconds(std::chrono::seconds &target, const QString &text, int minimum)
{
    constexpr int OneDay = 24 * 60 * 60;
    int number = 0;
    auto error = setNumber(number, text, minimum, OneDay);
    if (error.isEmpty())
        target = std::chrono::seconds(number);
    return error;
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
    return u"must be on or off, not \"%1\""_s.arg(text);
}

QString setHost(QString &target, const QString &text)
{
    const auto host = text == "localhost"_L1 ? u"127.0.0.1"_s : text;
    if (QHostAddress(host).isNull())
        return QCoreApplication::translate(
            "settings", "must be an IP address to listen on, such as 127.0.0.1, not \"%1\"")
            .arg(text);
    target = host;
    return {};
}

QString setFolder(QString &target, const QString &text)
{
    if (!text.isEmpty() && !QDir(text).exists())
        return QCoreApplication::translate("settings", "names a folder that does not exist: \"%1\"")
            .arg(text);
    target = text.isEmpty() ? QString() : QDir(text).absolutePath();
    return {};
}

QString setCors(QString &target, const QString &text)
{
    if (text == "off"_L1 || text == "local"_L1) {
        target = text;
        return {};
    }
    QStringList origins;
    for (const auto &part : text.split(u',')) {
        const auto origin = canonicalOrigin(part.trimmed());
        if (origin.isEmpty())
            return QCoreApplication::translate("settings",
                "must be off, local, or a list of origins such as "
                "https://chat.example.org,http://192.168.1.5:3000, not \"%1\"")
                .arg(text);
        if (!origins.contains(origin))
            origins.append(origin);
    }
    target = origins.join(u',');
    return {};
}

QString setLanguage(QString &target, const QString &text)
{
    static const QRegularExpression code(u"^([a-z]{2,3}([_-][A-Za-z]{2,4})?)?$"_s);
    if (!code.match(text).hasMatch())
        return u"must be the code of a language, such as de or pt_BR, not \"%1\""_s.arg(text);
    target = QString(text).replace(u'-', u'_');
    return {};
}

QString toText(std::chrono::seconds time)
{
    return QString::number(time.count());
}

QString toText(bool on)
{
    return on ? u"on"_s : u"off"_s;
}

} // namespace settings
