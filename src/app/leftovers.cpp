#include "app/leftovers.h"

#include "agent/guard.h"
#include "app/log.h"

#include <QSocketNotifier>

#include <unistd.h>

namespace app {

void endLeftovers(agent::Guard &guard, QObject *context)
{
    const int report = guard.takeReport();
    if (report < 0)
        return;
    auto *notifier = new QSocketNotifier(report, QSocketNotifier::Read, context);
    QObject::connect(notifier, &QObject::destroyed, context, [report] { ::close(report); });
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, report] {
        char digits[32] = {};
        const auto size = ::read(report, digits, sizeof digits);
        if (const auto count = size > 0 ? QByteArray(digits, size).trimmed().toInt() : 0; count > 0)
            qCWarning(lcRelay,
                "%d processes of an earlier claude-relay, which was killed, were still there; they are "
                "ended.",
                count);
        notifier->setEnabled(false);
        notifier->deleteLater();
    });
    guard.endLeftovers();
}

} // namespace app
