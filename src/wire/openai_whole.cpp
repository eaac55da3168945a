#include "wire/openai_whole.h"

#include "base/overloaded.h"

#include <algorithm>

namespace wire::openai {

using base::json::Writer;

Whole::Whole(const Header &header, QByteArrayView object)
    : m_header(header), m_object(object), m_ends(static_cast<size_t>(header.choices))
{ }

QByteArray Whole::contentType() const
{
    return "application/json";
}

void Whole::encode(int choice, const chat::Event &event, QByteArray &out)
{
    Q_ASSERT(choice >= 0 && choice < m_header.choices);
    std::visit(base::Overloaded{
                   [&](const chat::Started &started) { start(started); },
                   [&](const chat::BlockOpened &block) { openBlock(choice, block); },
                   [&](const chat::BlockDelta &delta) { appendDelta(choice, delta.text); },
                   [&](const chat::BlockClosed &) { closeBlock(choice); },
                   [&](const chat::Withdrawn &) { withdraw(choice); },
                   [&](const chat::Finished &finished) {
                       m_ends[static_cast<size_t>(choice)] = finished;
                       if (std::all_of(
                               m_ends.begin(), m_ends.end(), [](const auto &end) { return end.has_value(); }))
                           finishAll(out);
                   },
                   [](const chat::Failed &) {},
               },
        event);
}

void Whole::start(const chat::Started &started)
{
    if (m_named || started.model.isEmpty())
        return;
    m_header.model = started.model;
    m_named = true;
}

void Whole::finishAll(QByteArray &out) const
{
    Writer writer(out);
    writer.beginObject();
    appendHeader(writer, m_header, m_object);
    writer.key("choices").beginArray();
    chat::Usage usage;
    for (int choice = 0; choice < m_header.choices; ++choice) {
        const chat::Finished &end = *m_ends[static_cast<size_t>(choice)];
        usage += end.usage;
        writer.beginObject().key("index").integer(choice);
        appendAnswer(choice, writer);
        writer.key("logprobs").null().field("finish_reason", reason(choice, end.reason)).endObject();
    }
    writer.endArray();
    appendUsage(writer, usage);
    writer.endObject();
}

} // namespace wire::openai
