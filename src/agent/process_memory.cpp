#include "agent/process_memory.h"

#include <QFile>
#include <QString>

#include <unistd.h>
#ifdef Q_OS_MACOS
#include <libproc.h>
#endif

using namespace Qt::StringLiterals;

namespace agent {

qint64 processMemory(qint64 process)
{
    if (process <= 0)
        return 0;
#if defined(Q_OS_LINUX)
    QFile file(u"/proc/%1/statm"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#elif defined(Q_OS_MACOS)
    rusage_info_v2 usage{};
    const auto *buffer = reinterpret_cast<rusage_info_t *>(&usage);
    if (proc_pid_rusage(int(process), RUSAGE_INFO_V2, const_cast<rusage_info_t *>(buffer)) != 0)
        return 0;
    return qint64(usage.ri_phys_footprint);
#else
    return 0;
#endif
}

} // namespace agent
