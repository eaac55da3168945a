#pragma once

#include "chat/answer.h"
#include "chat/request.h"

#include <QByteArray>

#include <deque>
#include <vector>

namespace agent {

// Remembers what the model thought before it called the client's tools. Clients do not send that back, but the API
// wants it beside the calls when their results come. Bounded: the oldest is forgotten first.
class Recollection
{
public:
    // Answers without both thinking and calls are not worth remembering.
    void remember(const chat::Answer &answer);

    // The messages with the thinking put back into those answers that are remembered whole.
    std::vector<chat::Message> recall(const std::vector<chat::Message> &messages) const;

private:
    struct Remembered
    {
        chat::Message sentBack;
        std::vector<chat::Block> given;
        qsizetype size = 0; // bytes, about
    };

    std::deque<Remembered> m_answers; // the newest last
    qsizetype m_size = 0;
};

} // namespace agent
