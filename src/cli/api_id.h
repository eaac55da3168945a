#pragma once

#include <QByteArray>

namespace cli {

// The id or name of a tool call as the API takes it (letters, digits, _ and -): others, which a conversation may have
// from another provider, become one that is as different from all others as they were.
QByteArray apiId(const QByteArray &id);

} // namespace cli
