#include "agent/turn.h"

namespace agent {

void Turn::deliver(const std::vector<chat::Event> &events)
{
    if (m_done || events.empty())
        return;
    m_done = std::holds_alternative<chat::Finished>(events.back())
        || std::holds_alternative<chat::Failed>(events.back());
    Q_EMIT received(events);
}

void Turn::take(Taking::By by, qint64 process)
{
    m_taking = Taking{by, std::chrono::steady_clock::now(), process};
    Q_EMIT taken();
}

} // namespace agent
