#pragma once

#include "wire/chat_completions_answer.h"

namespace wire::chat_completions {

// Sends the answer as server-sent events: chat.completion.chunk objects, then [DONE].
class Stream final : public ReplyEncoder
{
public:
    explicit Stream(const Header &header);

    bool streams() const override { return true; }
    QByteArray contentType() const override;
    void encode(const chat::Event &event, QByteArray &out) override;
    void open(QByteArray &out) override;
    void comment(QByteArray &out) override;
    void emptyDelta(QByteArray &out) override;

private:
    void start(const chat::Started &started);
    void openBlock(const chat::BlockOpened &block, QByteArray &out);
    void appendDelta(QByteArrayView text, QByteArray &out);
    void closeBlock(QByteArray &out);
    void finish(const chat::Finished &finished, QByteArray &out);
    void fail(const chat::Failed &failed, QByteArray &out);

    void appendContent(QByteArrayView text, QByteArray &out);
    void appendArguments(QByteArrayView fragment, QByteArray &out);
    // A chunk whose delta is ready JSON.
    void appendChunk(QByteArrayView delta, QByteArray &out);

    Header m_header;
    bool m_opened = false;
    bool m_ended = false;
    QByteArray m_head; // of every chunk, up to its choices; made with the first one
    QByteArray m_tail; // of every chunk with a choice, from the end of its delta
    chat::BlockOpened m_block; // the open one
    ContentJoint m_joint;
    int m_call = -1; // the index of the last tool call
    bool m_hasArguments = false; // of the open call
};

} // namespace wire::chat_completions
