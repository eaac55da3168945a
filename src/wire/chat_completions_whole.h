#pragma once

#include "wire/chat_completions_answer.h"

#include <vector>

namespace wire::chat_completions {

// Gathers the answer into one chat.completion object.
class Whole final : public ReplyEncoder
{
public:
    explicit Whole(const Header &header);

    bool streams() const override { return false; }
    QByteArray contentType() const override;
    void encode(const chat::Event &event, QByteArray &out) override;
    void open(QByteArray &) override { }
    void comment(QByteArray &) override { }
    void emptyDelta(QByteArray &) override { }

private:
    struct Call
    {
        QByteArray id;
        QByteArray name;
        QByteArray arguments;
    };

    void openBlock(const chat::BlockOpened &block);
    void appendDelta(const QByteArray &text);
    void finish(const chat::Finished &finished, QByteArray &out);
    void appendMessage(base::json::Writer &writer) const;

    Header m_header;
    chat::BlockOpened m_block; // the open one
    ContentJoint m_joint;
    QByteArray m_content;
    std::vector<Call> m_calls;
};

} // namespace wire::chat_completions
