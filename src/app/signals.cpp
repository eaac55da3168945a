#include "app/signals.h"

#include <QSocketNotifier>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

// A signal handler may only write to a descriptor; the event loop reads it at the other end.
int s_ends[2] = {-1, -1};

void onSignal(int number)
{
    const auto byte = char(number);
    [[maybe_unused]] const auto written = ::write(s_ends[1], &byte, 1);
}

} // namespace

Signals::Signals(QObject *parent) : QObject(parent)
{
    if (::pipe(s_ends) != 0)
        return;
    for (const int end : s_ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = std::make_unique<QSocketNotifier>(s_ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(s_ends[0], &byte, 1) == 1)
            Q_EMIT received(byte);
    });
    for (const int number : {SIGINT, SIGTERM}) {
        struct sigaction action = {};
        action.sa_handler = onSignal;
        action.sa_flags = SA_RESTART;
        ::sigaction(number, &action, nullptr);
    }
}

Signals::~Signals()
{
    for (const int number : {SIGINT, SIGTERM})
        ::signal(number, SIG_DFL);
    for (const int end : s_ends)
        ::close(end);
}

} // namespace app
