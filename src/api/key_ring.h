#pragma once

#include "settings/keys.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace api {

// The keys that open the relay. How long a comparison takes tells nothing about them.
class KeyRing
{
public:
    explicit KeyRing(const QList<settings::Key> &keys);

    bool isEmpty() const { return m_keys.empty(); }
    // The one with that secret; null when there is none.
    const settings::Key *find(const QByteArray &secret) const;

private:
    struct Hashed
    {
        settings::Key key; // without its secret
        QByteArray digest; // of it
    };

    std::vector<Hashed> m_keys;
};

} // namespace api
