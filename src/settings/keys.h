#pragma once

#include "base/expected.h"
#include "settings/tools.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace settings {

// One who may ask.
struct Key
{
    QByteArray name; // letters, digits, '-', '_' and '.', at most 60: it stands in logs and metrics
    QByteArray secret; // what clients send
    QByteArrayList models; // that it may ask for, by the names clients use or the CLI's own; empty: all
    std::optional<Tools> tools; // at most these; nothing: as for all
    QString folder; // where its requests work, and none outside of it; canonical; empty: as for all
    bool operator==(const Key &) const = default;
};

// The name of the one that --api-key or its variable gives; none that is kept may have it.
inline constexpr QByteArrayView KeyOfOption = "api-key";

// A new one, with a secret from the system's source of random numbers.
Key makeKey(const QByteArray &name);

// What is wrong with it, as a sentence; empty when nothing is.
QString problemOf(const Key &key);
// The same of several: no two of them have one name or one secret.
QString problemOf(const QList<Key> &keys);

// Whether `key` is still `before` and opens all that it did. What Claude may do at most is not looked at.
bool opensAllOf(const Key &key, const Key &before);

// Beside the settings file: keys.json.
QString keysFile(const QString &settingsFile);

// The keys in that file, none when it is not there. A sentence when it can't be read, others could write it or something
// in it is wrong: half a list of keys would let in who should not, or keep out who should.
base::Expected<QList<Key>, QString> readKeys(const QString &file);
// Replaces the file as a whole, for its owner's eyes only. A sentence when it can't or something is wrong with them.
QString writeKeys(const QString &file, const QList<Key> &keys);

// Has `change` change the keys that are there, and gives those that are there then. No other process changes them in
// between: one that does is waited for, and the thread sleeps, `longest` at most. A sentence, and nothing is written,
// when `change` gives one or it can't be done.
base::Expected<QList<Key>, QString> changeKeys(const QString &file, std::chrono::milliseconds longest,
    const std::function<QString(QList<Key> &keys)> &change);

// Sees to it that others of this machine can't read the file. Where they could, a sentence says so. One that they could
// write is left as it is: readKeys() refuses it.
QString narrowKeys(const QString &file);

} // namespace settings
