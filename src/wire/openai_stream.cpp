#include "wire/openai_stream.h"

#include "base/overloaded.h"
#include "wire/openai_error.h"
#include "wire/sse.h"

#include <algorithm>

namespace wire::openai {

using base::json::appendString;
using base::json::Writer;

namespace {

QByteArray tail(QByteArrayView finishReason, bool usageIsNull)
{
    QByteArray out = ",\"logprobs\":null,\"finish_reason\":";
    if (finishReason.isEmpty())
        out += "null";
    else
        appendString(out, finishReason);
    out += "}]";
    if (usageIsNull)
        out += ",\"usage\":null";
    return out.append('}').append(sse::dataEnd);
}

} // namespace

Stream::Stream(const Header &header, QByteArrayView object, QByteArrayView field)
    : m_header(header), m_object(object), m_field(field), m_choices(static_cast<size_t>(header.choices))
{ }

QByteArray Stream::contentType() const
{
    return sse::contentType;
}

void Stream::encode(int choice, const chat::Event &event, QByteArray &out)
{
    Q_ASSERT(choice >= 0 && choice < m_header.choices);
    if (m_ended)
        return;
    std::visit(base::Overloaded{
                   [&](const chat::Started &started) { start(started); },
                   [&](const chat::BlockOpened &block) { openBlock(choice, block, out); },
                   [&](const chat::BlockDelta &delta) {
                       if (!delta.text.isEmpty())
                           appendDelta(choice, delta.text, out);
                   },
                   [&](const chat::BlockClosed &) { closeBlock(choice, out); },
                   [&](const chat::Withdrawn &) { withdraw(choice); },
                   [&](const chat::Finished &finished) { finish(choice, finished, out); },
                   [&](const chat::Failed &failed) { fail(failed, out); },
               },
        event);
}

QByteArray Stream::head() const
{
    QByteArray out = sse::dataBegin.toByteArray();
    Writer writer(out);
    writer.beginObject();
    appendHeader(writer, m_header, m_object);
    return out + ",\"choices\":[";
}

void Stream::open(QByteArray &out)
{
    if (m_opened || m_ended)
        return;
    m_opened = true;
    m_tail = tail({}, m_header.includeUsage);
    const QByteArray begin = head() + "{\"index\":";
    for (int choice = 0; choice < m_header.choices; ++choice) {
        m_choices[static_cast<size_t>(choice)].head =
            begin + QByteArray::number(choice) + ",\"" + m_field.toByteArray() + "\":";
        beginChunk(choice, out);
        out.append(first());
        endChunk(out);
    }
}

void Stream::comment(QByteArray &out)
{
    if (!m_ended)
        sse::appendComment(out, "keep-alive");
}

void Stream::emptyDelta(QByteArray &out)
{
    if (m_ended)
        return;
    const auto unfinished = std::find_if(
        m_choices.begin(), m_choices.end(), [](const Choice &choice) { return !choice.finished; });
    beginChunk(static_cast<int>(unfinished - m_choices.begin()), out);
    out.append(nothing());
    endChunk(out);
}

void Stream::beginChunk(int choice, QByteArray &out)
{
    open(out);
    out.append(m_choices[static_cast<size_t>(choice)].head);
}

// The model is the same in all chunks: the first that is named, or if none is when the stream opens, the one asked for.
void Stream::start(const chat::Started &started)
{
    if (m_opened || m_named || started.model.isEmpty())
        return;
    m_header.model = started.model;
    m_named = true;
}

void Stream::finish(int choice, const chat::Finished &finished, QByteArray &out)
{
    beginChunk(choice, out);
    out.append(nothing()).append(tail(reason(choice, finished.reason), m_header.includeUsage));
    m_choices[static_cast<size_t>(choice)].finished = true;
    m_usage += finished.usage;
    if (std::all_of(m_choices.begin(), m_choices.end(), [](const Choice &c) { return c.finished; }))
        finishAll(out);
}

void Stream::finishAll(QByteArray &out)
{
    if (m_header.includeUsage) {
        out.append(head()).append("],");
        Writer writer(out);
        appendUsage(writer, m_usage);
        out.append('}').append(sse::dataEnd);
    }
    sse::appendData(out, "[DONE]");
    m_ended = true;
}

// Without a finish_reason and [DONE], which clients take for success.
void Stream::fail(const chat::Failed &failed, QByteArray &out)
{
    sse::appendData(out, errorReply(failed.error).body);
    m_ended = true;
}

} // namespace wire::openai
