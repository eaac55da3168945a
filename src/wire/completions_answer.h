#pragma once

#include "chat/text_joint.h"
#include "wire/openai_stream.h"
#include "wire/openai_whole.h"

namespace wire::completions {

// The text of one choice: of an answer, the older dialect shows nothing else.
class Answer
{
public:
    void openBlock(const chat::BlockOpened &block) { m_block = block; }
    // What is to be appended for the open block's text: `text` after what this gives; nothing when it is not shown.
    std::optional<QByteArrayView> before(QByteArrayView text);

private:
    chat::BlockOpened m_block; // the open one
    chat::TextJoint m_joint;
};

// Sends the answer as text_completion objects with a piece of text each, first `echo`.
class Stream final : public openai::Stream
{
public:
    Stream(const openai::Header &header, QByteArrayView echo);

private:
    QByteArrayView first() const override { return m_first; }
    QByteArrayView nothing() const override { return "\"\""; }
    void openBlock(int choice, const chat::BlockOpened &block, QByteArray &out) override;
    void appendDelta(int choice, QByteArrayView text, QByteArray &out) override;
    void closeBlock(int, QByteArray &) override { }
    void withdraw(int choice) override;
    QByteArrayView reason(int, chat::StopReason reason) const override
    {
        return openai::finishReason(reason);
    }

    QByteArray m_first; // JSON
    std::vector<Answer> m_choices;
};

// Gathers the answer into one text_completion object; each choice begins with `echo`.
class Whole final : public openai::Whole
{
public:
    Whole(const openai::Header &header, QByteArrayView echo);

private:
    struct Choice
    {
        Answer answer = {};
        QByteArray text = {};
    };

    void openBlock(int choice, const chat::BlockOpened &block) override;
    void appendDelta(int choice, const QByteArray &text) override;
    void closeBlock(int) override { }
    void withdraw(int choice) override;
    QByteArrayView reason(int, chat::StopReason reason) const override
    {
        return openai::finishReason(reason);
    }
    void appendAnswer(int choice, base::json::Writer &writer) const override;

    QByteArray m_echo;
    std::vector<Choice> m_choices;
};

} // namespace wire::completions
