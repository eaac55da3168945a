#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace wire {

// One line for people about a call of one of Claude Code's own tools: its name and the argument that tells most
// ("▸ Bash: npm test"), cut when it is long, with a line break at its end. `arguments` may be no JSON.
QByteArray workLine(QByteArrayView name, QByteArrayView arguments);

} // namespace wire
