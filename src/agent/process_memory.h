#pragma once

#include <QtGlobal>

namespace agent {

// Bytes of the machine's memory that a process holds; 0 where that can't be seen.
qint64 processMemory(qint64 process);

} // namespace agent
