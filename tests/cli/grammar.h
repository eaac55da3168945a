#pragma once

#include "chat/event.h"

#include <QByteArray>

#include <utility>
#include <vector>

// What is wrong with the order of the events, by the grammar of chat/event.h; empty when nothing is. A beginning of an
// answer is fine too.
inline QByteArray grammarFault(const std::vector<chat::Event> &events)
{
    bool started = false;
    bool open = false;
    bool ended = false;
    for (const auto &event : events) {
        if (ended)
            return "something after the end";
        if (std::holds_alternative<chat::Started>(event)) {
            if (std::exchange(started, true))
                return "two starts";
        } else if (std::holds_alternative<chat::Failed>(event)) {
            if (open)
                return "failed inside a block";
            ended = true;
        } else if (!started) {
            return "no start";
        } else if (std::holds_alternative<chat::BlockOpened>(event)) {
            if (std::exchange(open, true))
                return "a block inside a block";
        } else if (std::holds_alternative<chat::BlockDelta>(event)) {
            if (!open)
                return "a delta outside a block";
        } else if (std::holds_alternative<chat::BlockClosed>(event)) {
            if (!std::exchange(open, false))
                return "a block closed twice";
        } else if (std::holds_alternative<chat::Withdrawn>(event)) {
            if (open)
                return "withdrawn inside a block";
        } else {
            if (open)
                return "finished inside a block";
            ended = true;
        }
    }
    return {};
}
