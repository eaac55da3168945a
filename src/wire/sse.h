#pragma once

#include <QByteArray>
#include <QByteArrayView>

// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
namespace wire::sse {

inline constexpr char contentType[] = "text/event-stream";
inline constexpr QByteArrayView dataBegin = "data: ";
inline constexpr QByteArrayView dataEnd = "\n\n";

// `data` has no line breaks.
inline void appendData(QByteArray &out, QByteArrayView data)
{
    out.append(dataBegin).append(data).append(dataEnd);
}

// `text` has no line breaks.
inline void appendComment(QByteArray &out, QByteArrayView text)
{
    out.append(": ").append(text).append("\n\n");
}

} // namespace wire::sse
