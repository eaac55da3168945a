#include "cli/event_writer.h"

#include <algorithm>
#include <utility>

namespace cli {

void EventWriter::say(chat::Event event)
{
    if (!m_done)
        m_out->push_back(std::move(event));
}

void EventWriter::start(const QByteArray &model)
{
    if (!std::exchange(m_started, true))
        say(chat::Started{model, m_leftOut});
}

void EventWriter::open(chat::BlockOpened block, bool stoppable)
{
    close();
    start({});
    m_open = true;
    m_stops = stoppable ? StopTexts(m_stopTexts) : StopTexts();
    m_said.emplace_back(block);
    say(std::move(block));
}

void EventWriter::sayDelta(chat::BlockDelta delta)
{
    if (delta == chat::BlockDelta())
        return;
    auto *last = std::get_if<chat::BlockDelta>(&m_said.back());
    if (last && delta.signature.isEmpty() && delta.redacted.isEmpty() && last->signature.isEmpty()
        && last->redacted.isEmpty())
        last->text += delta.text;
    else
        m_said.emplace_back(delta);
    say(std::move(delta));
}

bool EventWriter::add(chat::BlockDelta delta)
{
    if (!m_open)
        return false;
    auto passed = m_stops.pass(delta.text);
    delta.text = std::move(passed.text);
    sayDelta(std::move(delta));
    if (passed.stopped)
        close();
    return passed.stopped;
}

void EventWriter::close()
{
    if (!m_open)
        return;
    sayDelta({.text = m_stops.flush()});
    m_open = false;
    m_said.emplace_back(chat::BlockClosed{});
    say(chat::BlockClosed{});
}

void EventWriter::whole(chat::BlockOpened block, const QByteArray &text)
{
    if (text.isEmpty())
        return;
    open(std::move(block));
    add({.text = text});
    close();
}

bool EventWriter::saidSince(size_t mark) const
{
    auto kind = chat::BlockKind::Work;
    for (auto event = m_said.begin() + qsizetype(std::min(mark, m_said.size())); event != m_said.end();
         ++event) {
        if (const auto *opened = std::get_if<chat::BlockOpened>(&*event))
            kind = opened->kind;
        if (kind == chat::BlockKind::ToolUse
            || (kind == chat::BlockKind::Text && std::holds_alternative<chat::BlockDelta>(*event)))
            return true;
    }
    return false;
}

void EventWriter::withdraw(chat::Error error)
{
    close();
    start({});
    say(chat::Withdrawn{std::move(error)});
    m_said.resize(std::min(m_settled, m_said.size()));
    for (const auto &event : m_said)
        say(event);
}

void EventWriter::finish(chat::Finished finished)
{
    close();
    start({});
    say(finished);
    m_done = true;
}

void EventWriter::fail(chat::Error error)
{
    close();
    say(chat::Failed{std::move(error)});
    m_done = true;
}

} // namespace cli
