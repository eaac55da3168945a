#include "http/descriptors.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>

#include <algorithm>
#endif

namespace http {

void raiseDescriptorLimit()
{
#ifdef Q_OS_UNIX
    constexpr rlim_t wanted = 8192; // below what macOS takes (OPEN_MAX)
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
#endif
}

int mostConnections()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        return int(std::clamp<rlim_t>(limit.rlim_cur / 2, 8, 100'000));
#endif
    return 100'000;
}

} // namespace http
