#include "settings/texts.h"

#include "settings/origins.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

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

bool isTooMuch(const QString &canonicalFolder)
{
    const auto home = QDir::home().canonicalPath();
    const auto inside = canonicalFolder.endsWith(u'/') ? canonicalFolder : canonicalFolder + u'/';
    return canonicalFolder == QDir::rootPath() || (home + u'/').startsWith(inside);
}

QString setFolder(QString &target, const QString &text)
{
    const auto folder = text.isEmpty() ? QString() : QDir(text).canonicalPath();
    if (!text.isEmpty() && (folder.isEmpty() || !QFileInfo(folder).isDir()))
        return QCoreApplication::translate("settings", "names a folder that does not exist: \"%1\"")
            .arg(text);
    if (!folder.isEmpty() && isTooMuch(folder))
        return QCoreApplication::translate(
            "settings", "must be a folder inside, not all of \"%1\": Claude would work on everything there")
            .arg(folder);
    target = folder;
    return {};
}

QString setFolders(QStringList &target, const QString &text)
{
    QStringList folders;
    for (const auto &part : text.split(u':', Qt::SkipEmptyParts)) {
        QString folder;
        if (auto error = setFolder(folder, part.trimmed()); !error.isEmpty())
            return error;
        if (!folders.contains(folder))
            folders.append(folder);
    }
    target = folders;
    return {};
}

QString setSocket(QString &target, const QString &text)
{
    constexpr qsizetype LongestPath = 103; // bytes that fit into sockaddr_un on Linux and macOS
    const auto path = text.isEmpty() ? QString() : QFileInfo(text).absoluteFilePath();
    if (path.toLocal8Bit().size() > LongestPath)
        return u"must be a path of at most %1 bytes, not \"%2\""_s.arg(LongestPath).arg(path);
    if (!path.isEmpty() && !QFileInfo(path).dir().exists())
        return QCoreApplication::translate("settings", "names a folder that does not exist: \"%1\"")
            .arg(QFileInfo(path).path());
    target = path;
    return {};
}

QString setSecret(QByteArray &target, const QString &text)
{
    constexpr qsizetype Shortest = 16;
    const bool visible = std::ranges::all_of(text, [](QChar c) { return c > u' ' && c < u'\x7f'; });
    if (!text.isEmpty() && (text.size() < Shortest || !visible))
        return u"must be at least %1 visible ASCII characters"_s.arg(
            Shortest); // not said again: it is a secret
    target = text.toLatin1();
    return {};
}

QString setHostNames(QStringList &target, const QString &text)
{
    static const QRegularExpression name(u"^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$"_s);
    QStringList names;
    for (const auto &part : text.split(u',', Qt::SkipEmptyParts)) {
        const auto host = part.trimmed().toLower();
        if (QHostAddress(host).isNull() && !name.match(host).hasMatch())
            return QCoreApplication::translate("settings",
                "must be names of hosts without a port, such as relay.example.org,192.168.1.5, not \"%1\"")
                .arg(text);
        if (!names.contains(host))
            names.append(host);
    }
    target = names;
    return {};
}

QString setSize(qint64 &target, const QString &text, qint64 unit, int minimum, int maximum)
{
    int number = 0;
    auto error = setNumber(number, text, minimum, maximum);
    if (error.isEmpty())
        target = number * unit;
    return error;
}

QString sizeText(qint64 bytes, qint64 unit)
{
    return QString::number(bytes / unit);
}

QString setCors(QString &target, const QString &text)
{
    if (text == "off"_L1 || text == "local"_L1 || text == "all"_L1) {
        target = text;
        return {};
    }
    QStringList origins;
    for (const auto &part : text.split(u',')) {
        const auto origin = canonicalOrigin(part.trimmed());
        if (origin.isEmpty())
            return QCoreApplication::translate("settings",
                "must be off, local, all, or a list of origins such as "
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
