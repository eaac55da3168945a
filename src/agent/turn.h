#pragma once

#include "chat/event.h"

#include <QObject>

#include <vector>

namespace agent {

// One answer on its way. The asker owns it; to destroy it is to cancel it.
class Turn : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    // Events in the order of chat::Event's grammar, several at a time. Never inside the call that asked. The last
    // event of all is Finished or Failed, exactly one, whatever dies; nothing follows it.
    void received(const std::vector<chat::Event> &events);

private:
    friend class Pool;
    friend class Session;

    // Hands events on and drops what comes after the last one.
    void deliver(const std::vector<chat::Event> &events);
    void fail(const chat::Error &error) { deliver({chat::Failed{error}}); }

    bool m_done = false;
};

} // namespace agent
