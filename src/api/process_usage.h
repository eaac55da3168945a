#pragma once

#include <QtGlobal>

#include <optional>

namespace api {

// What this process uses of the machine; nothing where that can't be read.
struct ProcessUsage
{
    std::optional<double> cpuSeconds; // in user and kernel mode
    std::optional<qint64> resident; // bytes
    std::optional<qint64> virtualSize; // bytes
    std::optional<qint64> openFiles;
    std::optional<qint64> mostOpenFiles; // the limit
    std::optional<double> started; // seconds since 1970

    static ProcessUsage now();
};

} // namespace api
