#pragma once

#include "chat/event.h"
#include "settings/tools.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace agent {

// Hears each line between the relay and the CLI that is about a request, without its end.
using Tap = std::function<void(bool sent, QByteArrayView line)>;

// Which session took a request, and when.
struct Taking
{
    enum class By { Fresh, Warm, Kept };

    By by = By::Fresh; // a process started for it, one started ahead, or the one that holds its conversation
    std::chrono::steady_clock::time_point at;
    qint64 process = 0; // its id
    // What it may do: less than was asked, if that was lowered meanwhile.
    settings::Tools tools = settings::Tools::Chat;
};

// One answer on its way. The asker owns it; to destroy it is to cancel it.
class Turn : public QObject
{
    Q_OBJECT

public:
    // The last one; none as long as it waits.
    const std::optional<Taking> &taking() const { return m_taking; }

Q_SIGNALS:
    // A session has taken it. For a request that need not wait this comes before the asker can hear it.
    void taken();
    // Events in the order of chat::Event's grammar, several at a time. Never inside the call that asked. The last
    // event of all is Finished or Failed, exactly one, whatever dies; nothing follows it.
    void received(const std::vector<chat::Event> &events);

private:
    friend class Pool;
    friend class Session;

    // Hands events on and drops what comes after the last one.
    void deliver(const std::vector<chat::Event> &events);
    void fail(const chat::Error &error) { deliver({chat::Failed{error}}); }

    void take(const Taking &taking);

    Tap m_tap; // may be empty
    std::optional<Taking> m_taking;
    bool m_done = false;
};

} // namespace agent
