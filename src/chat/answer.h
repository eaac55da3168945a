#pragma once

#include "chat/event.h"
#include "chat/request.h"
#include "chat/text_joint.h"

#include <utility>
#include <vector>

namespace chat {

// Gathers an answer from its events.
class Answer
{
public:
    Answer() = default;

    void add(const Event &event);

    // As its client sends it back in the history: one text, then the calls.
    const Message &asSentBack() const { return m_sentBack; }

    // As the model gave it, thinking included, in its order; empty when it was more than one message of the API.
    const std::vector<Block> &asGiven() const { return m_given; }

private:
    explicit Answer(QByteArray model) : m_model(std::move(model)) { }
    void open(const BlockOpened &block);
    void append(const BlockDelta &delta);
    void close();

    Message m_sentBack{Role::Assistant, {}};
    std::vector<Block> m_given;
    QByteArray m_model;
    BlockOpened m_block; // the open one
    Text m_text;
    Thinking m_thinking;
    QByteArray m_input;
    TextJoint m_joint;
    bool m_oneMessage = true;
};

// A message of the assistant in the form of Answer::asSentBack(), so that the two can be compared.
Message asSentBack(const Message &message);

} // namespace chat
