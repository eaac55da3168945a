#include "settings/keys.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace settings {

namespace {

constexpr qsizetype ShortestSecret = 16;
constexpr qsizetype LongestName = 60;
constexpr qint64 LargestFile = 1024 * 1024;

bool isNameByte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
        || byte == '-' || byte == '_' || byte == '.';
}

bool isVisibleAscii(char byte)
{
    return byte > 0x20 && byte < 0x7f;
}

base::Expected<Key, QString> keyFrom(const QJsonObject &object)
{
    Key key{.name = object["name"_L1].toString().toUtf8(),
        .secret = object["secret"_L1].toString().toUtf8(),
        .folder = object["folder"_L1].toString()};
    for (const auto &model : object["models"_L1].toArray())
        key.models.append(model.toString().toUtf8());
    if (const auto tools = object["tools"_L1]; !tools.isUndefined()) {
        key.tools = toolsNamed(tools.toString().toUtf8());
        if (!key.tools)
            return base::Unexpected{u"key %1: tools must be chat, ask, edits or all"_s.arg(
                QString::fromUtf8(key.name.left(LongestName)))};
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
    if (key.secret.size() < ShortestSecret || !std::ranges::all_of(key.secret, isVisibleAscii))
        return u"Key %1: the secret must be of at least %2 visible ASCII characters."_s
            .arg(QString::fromUtf8(key.name))
            .arg(ShortestSecret);
    if (!key.folder.isEmpty() && !QDir::isAbsolutePath(key.folder))
        return u"Key %1: the folder must be an absolute path."_s.arg(QString::fromUtf8(key.name));
    return {};
}

base::Expected<QList<Key>, QString> readKeys(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QList<Key>();
    const auto failed = [&path](const QString &why) {
        return base::Unexpected{u"The keys in %1 can't be used: %2."_s.arg(path, why)};
    };
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString());
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
        if (const auto problem = problemOf(*key); !problem.isEmpty())
            return failed(problem.chopped(1));
        if (std::ranges::any_of(keys, [&key](const Key &other) { return other.name == key->name; }))
            return failed(u"there are two of the name %1"_s.arg(QString::fromUtf8(key->name)));
        keys.append(std::move(*key));
    }
    return keys;
}

QString writeKeys(const QString &path, const QList<Key> &keys)
{
    QJsonArray list;
    for (const auto &key : keys)
        list.append(toJson(key));
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(QJsonDocument(QJsonObject{{u"keys"_s, list}}).toJson()) >= 0 && file.commit();
    return written ? QString() : u"The keys can't be written to %1: %2."_s.arg(path, file.errorString());
}

} // namespace settings
