#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <array>
#include <optional>

namespace agent {

// Why a process was ended before its time, so that another one has to take its place.
enum class Fault {
    Silent, // it has not answered initialize
    Garbage, // what it says can't be read
    Memory, // it uses too much
    Gone, // it had ended when it was asked
    Updated, // its program is another one now
    Slept, // the machine has slept
};
inline constexpr int FaultCount = 6;

QByteArrayView nameOf(Fault fault);

// What has become of the processes of a pool so far.
struct Tally
{
    qint64 started = 0;
    qint64 crashed = 0; // ended by themselves, with an answer under way or not
    std::array<qint64, FaultCount> replaced{}; // by Fault
    qint64 skippedLines = 0; // that could not be read
};

} // namespace agent
