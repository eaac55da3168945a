#pragma once

#include "settings/tools.h"

#include <QByteArray>
#include <QMap>

#include <algorithm>

namespace agent {

// The most that requests may do, as it is set now: one that came before may have been given more.
struct Ceiling
{
    settings::Tools all = settings::Tools::Ask;
    QMap<QByteArray, settings::Tools> keys; // those that are limited

    settings::Tools of(const QByteArray &key) const
    {
        return std::min(all, keys.value(key, settings::Tools::All));
    }
};

} // namespace agent
