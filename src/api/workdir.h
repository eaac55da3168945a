#pragma once

#include "base/expected.h"
#include "chat/error.h"
#include "settings/settings.h"

#include <QByteArray>
#include <QString>

namespace api {

// Where Claude Code works for a request: in the folder of its key, else in the relay's. `wanted`, what the client asked
// for (X-Claude-Relay-Workdir, UTF-8), may choose another inside of the key's folder, or without one inside of those
// that the settings name. Symbolic links are followed before it is compared. Looks at the file system. An error says
// the same of a folder that is not there and of one that may not be used.
base::Expected<QString, chat::Error> workingFolder(
    const QByteArray &wanted, const QString &ofKey, const settings::Claude &settings);

} // namespace api
