#pragma once

#include "wire/dialect.h"

#include "base/json.h"

#include <optional>

// What the stream and the whole reply have in common.
namespace wire::chat_completions {

// What an encoder knows before the first event.
struct Header
{
    Stamp stamp;
    QByteArray model; // as asked for; replaced by the one that answers
    bool includeUsage = false; // streams only
};

// Appends the fields that begin every object of an answer: id, object, created, model.
void appendHeader(base::json::Writer &writer, const Header &header, QByteArrayView object);

QByteArrayView finishReason(chat::StopReason reason);

void appendUsage(base::json::Writer &writer, const chat::Usage &usage);

// Joins the text of all API messages into one content: a blank line stands between the texts of two messages.
class ContentJoint
{
public:
    // What goes before `text`, which belongs to API message `message`.
    QByteArrayView before(int message, QByteArrayView text)
    {
        if (text.isEmpty())
            return {};
        const bool follows = m_last && *m_last != message;
        m_last = message;
        return follows ? QByteArrayView("\n\n") : QByteArrayView();
    }

private:
    std::optional<int> m_last; // the message of the last text
};

} // namespace wire::chat_completions
