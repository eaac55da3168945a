#include "api/key_ring.h"

#include <QCryptographicHash>

namespace api {

namespace {

QByteArray digestOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
}

// Looks at every byte, wherever the first difference is.
bool isEqual(const QByteArray &one, const QByteArray &other)
{
    unsigned difference = 0;
    for (qsizetype index = 0; index < one.size(); ++index)
        difference |= unsigned(uchar(one[index]) ^ uchar(other[index]));
    return difference == 0;
}

} // namespace

KeyRing::KeyRing(const QList<settings::Key> &keys)
{
    for (auto key : keys) {
        auto digest = digestOf(std::exchange(key.secret, {}));
        m_keys.push_back({std::move(key), std::move(digest)});
    }
}

const settings::Key *KeyRing::find(const QByteArray &secret) const
{
    const auto digest = digestOf(secret);
    const settings::Key *found = nullptr;
    for (const auto &each : m_keys) {
        if (isEqual(each.digest, digest))
            found = &each.key;
    }
    return found;
}

} // namespace api
