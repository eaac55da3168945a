#pragma once

#include "chat/event.h"
#include "chat/text_joint.h"

namespace wire::chat_completions {

// What of an answer is shown, and how.
struct Shown
{
    bool thinking = true;
    bool work = false; // what Claude Code does with its own tools
    bool functions = false; // calls the older way: message.function_call
};

// The fields of a message that texts go into.
enum class Field { Content, Reasoning, Refusal, Arguments };

// Something to append to a field of the answer: `before`, then `text`.
struct Piece
{
    Field field = Field::Content;
    QByteArrayView before = {};
    QByteArrayView text = {}; // lasts until the next event
};

// One choice of an answer as it comes: says what of it goes where, to streams and whole replies alike.
class Answer
{
public:
    explicit Answer(const Shown &shown) : m_shown(shown) { }

    // Whether a call begins that is to be shown.
    bool openBlock(const chat::BlockOpened &block);
    std::optional<Piece> addDelta(QByteArrayView text);
    // What is known only at the end of the block.
    std::optional<Piece> closeBlock();

    QByteArrayView finishReason(chat::StopReason reason) const;

private:
    Piece reasoning(QByteArrayView text);
    Piece workLine();

    Shown m_shown;
    chat::BlockOpened m_block; // the open one
    chat::TextJoint m_content;
    chat::TextJoint m_reasoning;
    chat::TextJoint m_refusal;
    bool m_midLine = false; // the reasoning so far does not end with a line break
    bool m_refused = false;
    int m_calls = 0;
    bool m_hasArguments = false; // of the open call
    QByteArray m_work; // the arguments of the open step, then its line
};

} // namespace wire::chat_completions
