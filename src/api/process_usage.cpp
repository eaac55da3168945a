#include "api/process_usage.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QFile>

#include <algorithm>
#include <limits>

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

namespace api {

namespace {

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

std::optional<qint64> countOpenFiles()
{
#ifdef Q_OS_LINUX
    constexpr auto Folder = "/proc/self/fd";
#else
    constexpr auto Folder = "/dev/fd";
#endif
    auto *folder = opendir(Folder);
    if (!folder)
        return {};
    qint64 count = -1; // without the one that reads the folder
    while (const auto *entry = readdir(folder))
        count += entry->d_name[0] == '.' ? 0 : 1;
    closedir(folder);
    return count;
}

#ifdef Q_OS_LINUX
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Of the process, as /proc tells it: since 1970, from the time of boot and its own ticks after that.
std::optional<double> startTime()
{
    const auto stat = contentOf(QStringLiteral("/proc/self/stat"));
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype StartTicks = 19; // behind the name; see proc(5)
    const auto system = contentOf(QStringLiteral("/proc/stat"));
    const auto boot = system.indexOf("\nbtime ");
    if (fields.size() <= StartTicks || boot < 0)
        return {};
    const auto line = system.mid(boot + 7, system.indexOf('\n', boot + 1) - boot - 7);
    return line.toDouble() + fields[StartTicks].toDouble() / double(sysconf(_SC_CLK_TCK));
}
#endif

} // namespace

ProcessUsage ProcessUsage::now()
{
    ProcessUsage usage;
    rusage used{};
    if (getrusage(RUSAGE_SELF, &used) == 0)
        usage.cpuSeconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        usage.mostOpenFiles = qint64(std::min<rlim_t>(limit.rlim_cur, std::numeric_limits<int>::max()));
#ifdef Q_OS_LINUX
    const auto pages = contentOf(QStringLiteral("/proc/self/statm")).split(' ');
    if (pages.size() > 1) {
        usage.virtualSize = pages[0].toLongLong() * sysconf(_SC_PAGESIZE);
        usage.resident = pages[1].toLongLong() * sysconf(_SC_PAGESIZE);
    }
    static const auto started = startTime();
    usage.started = started;
#endif
    usage.openFiles = countOpenFiles();
    return usage;
}

} // namespace api
