#pragma once

#include "journal/details.h"

#include <QByteArray>

namespace ui {

// One word for a POSIX shell that means these bytes.
QByteArray shellQuoted(QByteArrayView bytes);

// A command that asks the same again. `endpoint` is a record's ("POST /chat/completions"), `baseUrl` the relay's, with
// /v1. Long bodies, which no argument may hold, go over the standard
// input. The key is not known here: it is to be in the variable CLAUDE_RELAY_API_KEY.
QByteArray curlCommand(
    const QByteArray &baseUrl, const QByteArray &endpoint, const journal::Details &details);

// The method and the URL that `endpoint` stands for.
struct Target
{
    QByteArray method;
    QByteArray url;
};
Target targetOf(const QByteArray &baseUrl, const QByteArray &endpoint);

} // namespace ui
