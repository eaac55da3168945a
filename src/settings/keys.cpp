#include "settings/keys.h"

#include "settings/files.h"
#include "settings/texts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace settings {

namespace {

constexpr qsizetype ShortestSecret = 16;
constexpr qsizetype LongestName = 60;
constexpr qint64 LargestFile = 1024 * 1024;
constexpr qint64 LockSize = 4096; // bytes, at most
constexpr auto Writable = QFile::WriteGroup | QFile::WriteOther;

bool isNameByte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
        || byte == '-' || byte == '_' || byte == '.';
}

bool isVisibleAscii(char byte)
{
    return byte > 0x20 && byte < 0x7f;
}

// What limits a key and can't be understood must not be passed over: the key would open more than was meant.
base::Expected<Key, QString> keyFrom(const QJsonObject &object)
{
    static constexpr std::array Members = {"name"_L1, "secret"_L1, "models"_L1, "tools"_L1, "folder"_L1};
    Key key{.name = object["name"_L1].toString().toUtf8(), .secret = object["secret"_L1].toString().toUtf8()};
    const auto wrong = [&key](const QString &what) {
        return base::Unexpected{
            u"key %1: %2"_s.arg(QString::fromUtf8(key.name.left(LongestName)).simplified(), what)};
    };
    for (const auto &member : object.keys()) {
        if (std::ranges::find(Members, member) == Members.end())
            return wrong(u"there is no \"%1\" of a key"_s.arg(member.left(LongestName).simplified()));
    }
    if (const auto models = object["models"_L1]; !models.isUndefined()) {
        const auto names = models.toArray();
        if (names.isEmpty()
            || !std::ranges::all_of(names, [](const QJsonValue &name) { return !name.toString().isEmpty(); }))
            return wrong(u"models must be a list of names"_s);
        for (const auto &name : names)
            key.models.append(name.toString().toUtf8());
    }
    if (const auto tools = object["tools"_L1]; !tools.isUndefined()) {
        key.tools = toolsNamed(tools.toString().toUtf8());
        if (!key.tools)
            return wrong(u"tools must be chat, ask, edits or all"_s);
    }
    if (const auto folder = object["folder"_L1]; !folder.isUndefined()) {
        const auto path = folder.toString();
        if (!QDir::isAbsolutePath(path) || path.contains(QChar::Null))
            return wrong(u"the folder must be an absolute path"_s);
        const auto canonical = QFileInfo(path).canonicalFilePath();
        key.folder = canonical.isEmpty() ? QDir::cleanPath(path) : canonical;
    }
    return key;
}

QJsonObject toJson(const Key &key)
{
    QJsonObject object{
        {u"name"_s, QString::fromUtf8(key.name)}, {u"secret"_s, QString::fromUtf8(key.secret)}};
    if (!key.models.isEmpty()) {
        QJsonArray models;
        for (const auto &model : key.models)
            models.append(QString::fromUtf8(model));
        object.insert("models"_L1, models);
    }
    if (key.tools)
        object.insert("tools"_L1, QString::fromUtf8(nameOf(*key.tools)));
    if (!key.folder.isEmpty())
        object.insert("folder"_L1, key.folder);
    return object;
}

} // namespace

Key makeKey(const QByteArray &name)
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    return {.name = name,
        .secret =
            "sk-relay-" + bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)};
}

QString problemOf(const Key &key)
{
    if (key.name.isEmpty() || key.name.size() > LongestName || !std::ranges::all_of(key.name, isNameByte))
        return u"The name of a key must be of 1 to %1 letters, digits, '-', '_' or '.'."_s.arg(LongestName);
    if (key.name == KeyOfOption)
        return u"No key may be named %1: that is the one of the option."_s.arg(
            QLatin1StringView(KeyOfOption));
    if (key.secret.size() < ShortestSecret || !std::ranges::all_of(key.secret, isVisibleAscii))
        return u"Key %1: the secret must be of at least %2 visible ASCII characters."_s
            .arg(QString::fromUtf8(key.name))
            .arg(ShortestSecret);
    if (!key.folder.isEmpty() && isTooMuch(key.folder))
        return u"Key %1: the folder must be one inside, not all of %2."_s.arg(
            QString::fromUtf8(key.name), key.folder);
    if (!key.folder.isEmpty() && !QDir::isAbsolutePath(key.folder))
        return u"Key %1: the folder must be an absolute path."_s.arg(QString::fromUtf8(key.name));
    return {};
}

QString problemOf(const QList<Key> &keys)
{
    for (auto key = keys.begin(); key != keys.end(); ++key) {
        if (auto problem = problemOf(*key); !problem.isEmpty())
            return problem;
        const auto isTwin = [key](const Key &other) {
            return other.name == key->name || other.secret == key->secret;
        };
        const auto twin = std::find_if(keys.begin(), key, isTwin);
        if (twin != key && twin->name == key->name)
            return u"There are two keys of the name %1."_s.arg(QString::fromUtf8(key->name));
        if (twin != key)
            return u"The keys %1 and %2 have one secret."_s.arg(
                QString::fromUtf8(twin->name), QString::fromUtf8(key->name));
    }
    return {};
}

bool opensAllOf(const Key &key, const Key &before)
{
    const auto opens = [&key](const QByteArray &model) { return key.models.contains(model); };
    return key.name == before.name && key.secret == before.secret
        && (key.models.isEmpty() || (!before.models.isEmpty() && std::ranges::all_of(before.models, opens)))
        && (key.folder.isEmpty() || key.folder == before.folder);
}

QString keysFile(const QString &settingsFile)
{
    return QFileInfo(settingsFile).absolutePath() + "/keys.json"_L1;
}

base::Expected<QList<Key>, QString> readKeys(const QString &path)
{
    std::error_code unknown; // a folder that can't be looked into, say
    const auto status = std::filesystem::symlink_status(QFile::encodeName(path).toStdString(), unknown);
    if (status.type() == std::filesystem::file_type::not_found)
        return QList<Key>();
    QFile file(path);
    const auto failed = [&path](const QString &why) {
        return base::Unexpected{u"The keys in %1 can't be used: %2."_s.arg(path, why)};
    };
    if (isNoFile(path))
        return failed(u"it is no regular file"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString());
    if (file.permissions() & Writable)
        return failed(
            u"other users of this machine could write them. See in the file that all of them are yours, then "
            "chmod 600 it"_s);
    if (file.size() > LargestFile)
        return failed(u"the file is too large"_s);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return failed(error.errorString());
    if (!document["keys"_L1].isArray())
        return failed(u"there is no list \"keys\""_s);
    QList<Key> keys;
    for (const auto &value : document["keys"_L1].toArray()) {
        auto key = keyFrom(value.toObject());
        if (!key)
            return failed(key.error());
        keys.append(std::move(*key));
    }
    if (const auto problem = problemOf(keys); !problem.isEmpty())
        return failed(problem.chopped(1));
    return keys;
}

QString writeKeys(const QString &path, const QList<Key> &keys)
{
    if (auto problem = problemOf(keys); !problem.isEmpty())
        return problem;
    QJsonArray list;
    for (const auto &key : keys)
        list.append(toJson(key));
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && writeAll(file, QJsonDocument(QJsonObject{{u"keys"_s, list}}).toJson()) && file.commit();
    return written ? QString() : u"The keys can't be written to %1: %2."_s.arg(path, file.errorString());
}

base::Expected<QList<Key>, QString> changeKeys(const QString &path, std::chrono::milliseconds longest,
    const std::function<QString(QList<Key> &keys)> &change)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QLockFile lock(path + ".lock"_L1);
    if (!lock.tryLock(int(longest.count()))) {
        const bool held = lock.error() == QLockFile::LockFailedError;
        const auto why = held ? u"another claude-relay is about to"_s : whyNoRoom(path, LockSize);
        return base::Unexpected{u"The keys can't be written to %1: %2."_s.arg(
            path, why.isEmpty() ? u"no file can be made beside it"_s : why)};
    }
    auto keys = readKeys(path);
    if (!keys)
        return keys;
    const auto before = *keys;
    if (auto problem = change(*keys); !problem.isEmpty())
        return base::Unexpected{problem};
    if (*keys == before)
        return keys;
    if (auto problem = writeKeys(path, *keys); !problem.isEmpty())
        return base::Unexpected{problem};
    return keys;
}

// Not refused: where the file can't be narrowed, as on a volume without owners, it would help nobody.
QString narrowKeys(const QString &path)
{
    const auto permissions = QFile::permissions(path);
    if (!QFileInfo(path).isFile() || !(permissions & (QFile::ReadGroup | QFile::ReadOther))
        || (permissions & Writable))
        return {};
    const auto narrowed = QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return (narrowed
            ? u"Other users of this machine could read the keys in %1. From now on only you can; make "
              "those anew that somebody may have seen."_s
            : u"Other users of this machine can read the keys in %1: it must be narrowed to its "
              "owner."_s)
        .arg(path);
}

} // namespace settings
