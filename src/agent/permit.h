#pragma once

#include "settings/tools.h"

#include <QByteArray>
#include <QString>

namespace agent {

// Who asks, and what a request may do.
struct Permit
{
    // Of the key that it came with; empty: none. Sessions are kept for who has asked: another key gets none of them.
    QByteArray key;
    QByteArray client; // the program that asks
    settings::Tools tools = settings::Tools::Chat;
    QString folder; // where Claude Code works: absolute, canonical
    qint64 number = 0; // of the request in the journal
    bool operator==(const Permit &) const = default;

    // Who shares the queue with others.
    const QByteArray &sharer() const { return key.isEmpty() ? client : key; }
};

} // namespace agent
