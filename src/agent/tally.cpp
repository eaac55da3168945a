#include "agent/tally.h"

#include "agent/log.h"

Q_LOGGING_CATEGORY(lcProcess, "relay.process")

namespace agent {

QByteArrayView nameOf(Fault fault)
{
    switch (fault) {
    case Fault::Silent:
        return "silent";
    case Fault::Garbage:
        return "garbage";
    case Fault::Memory:
        return "memory";
    case Fault::Gone:
        return "gone";
    case Fault::Updated:
        return "updated";
    case Fault::Slept:
        return "slept";
    }
    return {};
}

} // namespace agent
