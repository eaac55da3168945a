#pragma once

#include "chat/event.h"
#include "cli/stop_texts.h"

#include <vector>

namespace cli {

// Writes the events of one answer: in whatever order it is called, what comes out has the grammar of chat/event.h.
// What is said after the last event is dropped.
class EventWriter
{
public:
    EventWriter() = default;
    EventWriter(std::vector<chat::Parameter> leftOut, std::vector<QByteArray> stopTexts)
        : m_leftOut(std::move(leftOut)), m_stopTexts(std::move(stopTexts))
    { }

    // Where the events go, until the next call.
    void writeTo(std::vector<chat::Event> *out) { m_out = out; }

    void start(const QByteArray &model);
    // `stoppable`: the stop texts are looked for in it.
    void open(chat::BlockOpened block, bool stoppable = false);
    // True when the delta held a stop text: then the block is cut there and closed.
    bool add(chat::BlockDelta delta);
    void close();
    // A block of one text; none when it is empty.
    void whole(chat::BlockOpened block, const QByteArray &text);

    // How much was said: a place to go back to.
    size_t mark() const { return m_said.size(); }
    // Something that the client acts on was said since: text, or a call of its own tools.
    bool saidSince(size_t mark) const;
    // What was said up to there stays, whatever is withdrawn later.
    void settle(size_t mark) { m_settled = mark; }
    // Takes back what was said, and says again what was settled.
    void withdraw(chat::Error error);

    void finish(chat::Finished finished);
    void fail(chat::Error error);

    bool isOpen() const { return m_open; }
    bool isDone() const { return m_done; }

private:
    void say(chat::Event event);
    void sayDelta(chat::BlockDelta delta);

    std::vector<chat::Event> *m_out = nullptr;
    std::vector<chat::Parameter> m_leftOut;
    std::vector<QByteArray> m_stopTexts;
    StopTexts m_stops; // of the open block
    bool m_open = false;
    bool m_started = false;
    bool m_done = false;
    std::vector<chat::Event> m_said; // blocks since the start, deltas joined
    size_t m_settled = 0; // how many of them stay
};

} // namespace cli
