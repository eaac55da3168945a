#pragma once

#include <QByteArrayView>

#include <optional>

namespace chat {

// Joins the text of all API messages of an answer into one: a blank line stands between the texts of two messages.
class TextJoint
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

} // namespace chat
