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

void Turn::take(const Taking &taking)
{
    m_taking = taking;
    Q_EMIT taken();
}

} // namespace agent
